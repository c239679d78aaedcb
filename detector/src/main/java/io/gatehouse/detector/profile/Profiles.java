package io.gatehouse.detector.profile;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.config.ConfigSection;
import io.gatehouse.detector.expr.Evaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profiles of a LAPI, in their order. The first that decides anything decides all; where one
 * matches and says {@code break}, none after it is looked at. Immutable.
 */
public final class Profiles {
  private static final Logger log = LoggerFactory.getLogger(Profiles.class);

  /** Upstream's shipped file: four hours for whatever the scenario wants to be acted upon. */
  private static final String DEFAULT_YAML =
      """
      name: default_ip_remediation
      filters:
        - Alert.Remediation == true && Alert.GetScope() == "Ip"
      decisions:
        - type: ban
          duration: 4h
      on_success: break
      ---
      name: default_range_remediation
      filters:
        - Alert.Remediation == true && Alert.GetScope() == "Range"
      decisions:
        - type: ban
          duration: 4h
      on_success: break
      """;

  private final List<Profile> profiles;
  private final ProfileLanguage language;

  private Profiles(List<Profile> profiles, ProfileLanguage language) {
    this.profiles = List.copyOf(profiles);
    this.language = language;
  }

  /** What holds where an operator has no file: addresses and ranges are banned for four hours. */
  public static Profiles builtIn() {
    try {
      return of("profiles.yaml", ConfigFile.documentsOfText("profiles.yaml", DEFAULT_YAML));
    } catch (ConfigException e) {
      throw new IllegalStateException("the built-in profiles can be read", e);
    }
  }

  /**
   * Reads {@code profiles.yaml}, the documents of its {@code .local} first.
   *
   * @throws ConfigException with every problem, by file and line; also if there is no profile
   */
  public static Profiles read(Path file) throws ConfigException {
    return of(file.toString(), ConfigFile.readDocuments(file));
  }

  /**
   * Profiles that stand in another file, at least one of them.
   *
   * @param documents as in {@code profiles.yaml}; problems go to their report
   */
  public static Profiles of(List<ConfigSection> documents) {
    ProfileLanguage language = new ProfileLanguage();
    return new Profiles(
        documents.stream().map(document -> ProfileDocument.read(document, language)).toList(),
        language);
  }

  private static Profiles of(String file, List<ConfigFile> documents) throws ConfigException {
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    ProfileLanguage language = new ProfileLanguage();
    List<Profile> profiles = new ArrayList<>();
    for (ConfigFile document : documents) {
      profiles.add(ProfileDocument.read(document.open(Map.of(), report), language));
    }
    report.finish().forEach(warning -> log.warn("{}", warning));
    if (profiles.isEmpty()) {
      throw new ConfigException(
          List.of(new ConfigProblem(file, 0, "holds no profile; write at least one document")));
    }
    return new Profiles(profiles, language);
  }

  /** What is decided about an alert whose source is new; nothing where no profile matches. */
  public List<AlertDecision> decide(Alert alert) {
    return decide(alert, DecisionHistory.NONE);
  }

  /**
   * What is decided about an alert; nothing where no profile matches.
   *
   * @param history what was decided before
   */
  public List<AlertDecision> decide(Alert alert, DecisionHistory history) {
    Evaluation evaluation = language.about(alert);
    language.asking(history);
    try {
      for (Profile profile : profiles) {
        Profile.Outcome outcome = profile.decide(alert, evaluation);
        if (!outcome.decisions().isEmpty() || outcome.last()) {
          return outcome.decisions();
        }
      }
      return List.of();
    } finally {
      language.asking(DecisionHistory.NONE);
    }
  }

  /** The names, in order; for a log. */
  public List<String> names() {
    return profiles.stream().map(Profile::name).toList();
  }
}
