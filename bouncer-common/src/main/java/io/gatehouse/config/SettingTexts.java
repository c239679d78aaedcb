package io.gatehouse.config;

import io.gatehouse.decision.GoDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Settings as texts by the names of {@link SettingKey}, wherever an operator writes them:
 * properties of an application, the environment, a YAML file. A value that is absent or empty gives
 * the fallback; so does one that is wrong, after it was rejected, so that reading goes on and finds
 * the next problem.
 */
public interface SettingTexts {

  /** What is written; empty where that is nothing. The parts of a list have commas between them. */
  Optional<String> text(String key);

  /** What is written, or the key's default. */
  default String text(SettingKey key) {
    return text(key.name()).orElse(key.defaultText());
  }

  /** What is written, for what is shown nowhere. */
  Secret secret(String key);

  /** Reports what is wrong with a value, at the place where it is written. */
  void reject(String key, String reason);

  /** Reports what is wrong with several settings together. */
  void reject(String problem);

  /** The parts between commas. */
  default List<String> list(String key) {
    return text(key).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /**
   * A value of the caller's own type.
   *
   * @param parse throws {@link IllegalArgumentException} with what to write instead
   */
  default <T> T value(String key, T fallback, Function<String, T> parse) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return parse.apply(text.get());
    } catch (IllegalArgumentException e) {
      reject(key, "'" + text.get() + "': " + e.getMessage());
      return fallback;
    }
  }

  /** {@code true} or {@code false}. */
  default boolean flag(String key, boolean fallback) {
    return value(key, fallback, SettingTexts::flag);
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false is expected");
    };
  }

  /** A duration with its unit, and at least this long. */
  default Duration duration(String key, Duration fallback, Duration min) {
    return value(
        key,
        fallback,
        text -> {
          Duration duration = GoScalar.duration(text);
          if (duration.compareTo(min) < 0) {
            throw new IllegalArgumentException("at least " + words(min) + " is expected");
          }
          return duration;
        });
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? GoDuration.format(duration)
        : duration.toMillis() + "ms";
  }

  /** A file or directory. */
  default Optional<Path> path(String key) {
    return text(key).map(Path::of);
  }
}
