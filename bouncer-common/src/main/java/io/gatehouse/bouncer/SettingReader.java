package io.gatehouse.bouncer;

import io.gatehouse.config.Secret;
import io.gatehouse.config.SettingKey;
import io.gatehouse.config.SettingTexts;
import io.gatehouse.decision.GoDuration;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@link Setting}s by the type that is wanted; what is wrong is rejected. */
final class SettingReader {
  private final SettingTexts in;

  SettingReader(SettingTexts in) {
    this.in = in;
  }

  /** As written; the default where nobody says anything. */
  String text(Setting setting) {
    return in.text(setting.key());
  }

  /** As it was written or is by default, for a log. */
  String shown(SettingKey key) {
    return switch (key.kind()) {
      case SHOWN -> in.text(key);
      case SECRET -> in.secret(key.name()).isEmpty() ? "" : "***";
    };
  }

  Secret secret(Setting setting) {
    return in.secret(setting.key().name());
  }

  boolean flag(Setting setting) {
    return read(
        setting,
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            },
        "true or false");
  }

  int number(Setting setting, int least, int most) {
    return read(
        setting,
        text ->
            text.matches("[0-9]{1,9}")
                ? Optional.of(Integer.parseInt(text)).filter(n -> n >= least && n <= most)
                : Optional.empty(),
        "a number from " + least + " to " + most);
  }

  Duration duration(Setting setting, Duration least) {
    return read(
        setting,
        text -> duration(text).filter(time -> time.compareTo(least) >= 0),
        "a duration such as 10s, 5m or 2h, at least " + GoDuration.format(least));
  }

  static Optional<Duration> duration(String text) {
    try {
      return Optional.of(GoDuration.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The parts between commas. */
  List<String> list(Setting setting) {
    return Arrays.stream(text(setting).split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** What the text means; the meaning of the default, and a problem, where it means nothing. */
  <T> T read(Setting setting, Function<String, Optional<T>> meaning, String expected) {
    return meaning
        .apply(text(setting))
        .orElseGet(
            () -> {
              refuse(setting, expected);
              return meaning.apply(setting.defaultText()).orElseThrow();
            });
  }

  /** What the text means, by a function that refuses with a message for people. */
  <T> Optional<T> tryRead(Setting setting, Function<String, T> meaning) {
    try {
      return Optional.of(meaning.apply(text(setting)));
    } catch (IllegalArgumentException e) {
      problem(setting, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void refuse(Setting setting, String expected) {
    problem(setting, "'" + text(setting) + "' is not " + expected);
  }

  /** Notes what is wrong with a setting. */
  void problem(Setting setting, String message) {
    in.reject(setting.key().name(), message);
  }
}
