package io.gatehouse.detector.profile;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.decision.Scope;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.Type;
import io.gatehouse.detector.profile.Profile.OnError;
import io.gatehouse.detector.profile.Profile.OnSuccess;
import io.gatehouse.detector.profile.Profile.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a document of {@code profiles.yaml} into a {@link Profile}; problems go to its report. */
final class ProfileDocument {
  private static final Duration USUAL = Duration.ofHours(4);
  private static final String EXAMPLE = "Alert.Remediation == true && Alert.GetScope() == \"Ip\"";

  private ProfileDocument() {}

  static Profile read(ConfigSection section, ProfileLanguage language) {
    section.require("name", "give the profile a name for the log");
    String name = section.text("name", "");
    section.ignoredFlag("debug", "filters that cannot be evaluated are logged anyway");
    refuse(section, "notifications", "notifications are not there yet; remove the key");
    section.value("on_failure", "", word -> known(word, "continue", "break", "apply"));
    section.ignored("on_failure", "CrowdSec does nothing by it either");
    return new Profile(
        name,
        filters(section, language),
        templates(section),
        duration(section, language),
        onSuccess(section),
        section.value("on_error", OnError.CONTINUE, ProfileDocument::onError));
  }

  private static void refuse(ConfigSection section, String key, String reason) {
    if (section.has(key)) {
      section.problem(key, "can't be used: " + reason);
    }
  }

  private static OnSuccess onSuccess(ConfigSection section) {
    String word = section.value("on_success", "", text -> known(text, "continue", "break"));
    return word.equals("break") ? OnSuccess.BREAK : OnSuccess.CONTINUE;
  }

  private static String known(String word, String... words) {
    if (!word.isEmpty() && !List.of(words).contains(word)) {
      throw new IllegalArgumentException(String.join(", ", words) + " is expected");
    }
    return word;
  }

  /**
   * Upstream refuses the alert where nothing is said; here nothing is lost, and later ones look.
   */
  private static OnError onError(String word) {
    return switch (known(word, "continue", "break", "apply", "ignore")) {
      case "break" -> OnError.BREAK;
      case "apply" -> OnError.APPLY;
      default -> OnError.CONTINUE;
    };
  }

  private static List<Expression> filters(ConfigSection section, ProfileLanguage language) {
    section.require("filters", "write '" + EXAMPLE + "' in a list");
    List<Expression> filters = new ArrayList<>();
    for (String text : section.texts("filters", List.of())) {
      language.compile(section, "filters", text, Type.BOOL).ifPresent(filters::add);
    }
    return filters;
  }

  private static @Nullable Expression duration(ConfigSection section, ProfileLanguage language) {
    String text = section.text("duration_expr", "");
    return text.isEmpty()
        ? null
        : language.compile(section, "duration_expr", text, Type.STRING).orElse(null);
  }

  private static List<Template> templates(ConfigSection section) {
    return section.sections("decisions").stream().map(ProfileDocument::template).toList();
  }

  private static Template template(ConfigSection section) {
    section.require("type", "write what bouncers shall do, such as ban or captcha");
    section.ignored("value", "it is always the source's");
    if (section.flag("simulated", false)) {
      section.warn("simulated", "has no effect: a scenario is simulated in simulation.yaml");
    }
    if (!section.has("duration")) {
      section.warn("duration", "is missing; it is 4h");
    }
    return new Template(
        section.text("type", ""),
        section.value("duration", USUAL, ProfileDocument::duration, GoDuration::format),
        section.text("scope").map(scope -> Scope.of(scope).word()).orElse(""),
        section.text("origin", ""));
  }

  private static Duration duration(String text) {
    Duration duration = GoDuration.parse(text);
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("it must be longer than nothing, such as 4h");
    }
    return duration;
  }
}
