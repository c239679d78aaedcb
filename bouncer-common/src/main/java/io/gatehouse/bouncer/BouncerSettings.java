package io.gatehouse.bouncer;

import io.gatehouse.appsec.AppSecConfig;
import io.gatehouse.challenge.ChallengeConfig;
import io.gatehouse.challenge.KeyRing;
import io.gatehouse.config.ConfigException;
import io.gatehouse.config.SettingTexts;
import io.gatehouse.lapi.LapiConfig.Tls;
import io.gatehouse.policy.GeoIp;
import io.gatehouse.policy.PolicyConfig;
import io.gatehouse.policy.SharedNetworks;
import io.gatehouse.policy.WatchedEvidence;
import io.gatehouse.request.ClientAddressConfig;
import io.gatehouse.request.DecisionPointConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a bouncer does, read and checked.
 *
 * @param component what it calls itself
 * @param source where decisions come from
 * @param clients whom to believe about where a request comes from
 * @param containersWord whether the container's own word about that is taken
 * @param point how it is decided
 * @param policy the least remediation
 * @param networks that many people share
 * @param evidence about networks, from files
 * @param geoIp for decisions about countries and autonomous systems
 * @param challenge how visitors are asked
 * @param keys that passes are signed with; empty for a random one
 * @param appSec who is asked about each request; empty for nobody
 * @param appSecTls how it is reached where that is by https
 * @param paths which requests are treated otherwise
 * @param lease what the kernel enforcer is told
 * @param usageMetrics how often LAPI is told what was done; zero for never
 * @param dryRun whether every request passes
 * @param table each setting with its value, secrets masked
 */
public record BouncerSettings(
    Component component,
    DecisionSource source,
    ClientAddressConfig clients,
    boolean containersWord,
    DecisionPointConfig point,
    PolicyConfig policy,
    SharedNetworks networks,
    WatchedEvidence evidence,
    GeoIp geoIp,
    ChallengeConfig challenge,
    Optional<KeyRing> keys,
    Optional<AppSecConfig> appSec,
    Tls appSecTls,
    Paths paths,
    Lease lease,
    Duration usageMetrics,
    boolean dryRun,
    List<String> table) {

  /**
   * Requests that are treated otherwise.
   *
   * @param excluded are not looked at
   * @param unasked are refused by a ban and nothing less
   * @param logins try passwords
   */
  record Paths(PathPatterns excluded, PathPatterns unasked, PathPatterns logins) {}

  /**
   * What the kernel enforcer is told.
   *
   * @param ports that this bouncer protects; none for no lease
   * @param socket of the enforcer
   */
  record Lease(Set<Integer> ports, Path socket) {}

  /** Of the table, what is otherwise than without any setting. */
  public List<String> changed() {
    Set<String> defaults =
        Setting.all().stream()
            .map(key -> Setting.property(key) + "=" + key.defaultText())
            .collect(Collectors.toUnmodifiableSet());
    return table.stream().filter(line -> !defaults.contains(line)).toList();
  }

  /**
   * Reads and checks the settings.
   *
   * @param component what the bouncer calls itself
   * @param sources the first that says something about a setting counts
   * @throws ConfigException with every problem
   */
  public static BouncerSettings read(Component component, List<SettingSource> sources)
      throws ConfigException {
    SourceTexts texts = new SourceTexts(sources);
    BouncerSettings settings = read(component, texts);
    texts.throwProblems();
    return settings;
  }

  /**
   * Reads and checks the settings. Everything that is wrong has been rejected there; who has
   * rejected something must not open them.
   *
   * @param component what the bouncer calls itself
   */
  public static BouncerSettings read(Component component, SettingTexts texts) {
    return new SettingsReading(component, texts).read();
  }
}
