package io.gatehouse.bouncer;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.Secret;
import io.gatehouse.config.SettingKey;
import io.gatehouse.config.SettingTexts;
import io.gatehouse.config.Suggestion;
import io.gatehouse.decision.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads settings from their sources, the first that says something, and gathers every problem. */
final class SettingReader implements SettingTexts {
  private final List<SettingSource> sources;
  private final List<ConfigProblem> problems = new ArrayList<>();

  SettingReader(List<SettingSource> sources) {
    this.sources = List.copyOf(sources);
    this.sources.forEach(source -> source.unknown().forEach(key -> refuse(source, key)));
  }

  private void refuse(SettingSource source, String key) {
    String hint =
        Suggestion.of(key, Setting.all().stream().map(Setting::property).toList())
            .map(known -> "; did you mean '" + known + "'?")
            .orElse("");
    problems.add(new ConfigProblem(source.name(), 0, "'" + key + "' is unknown" + hint));
  }

  /** As written; the default where nobody says anything. */
  String text(Setting setting) {
    return written(setting.property()).orElse(setting.defaultText());
  }

  private Optional<String> written(String property) {
    return source(property).flatMap(source -> source.get(property)).map(String::strip);
  }

  @Override
  public Optional<String> text(String key) {
    return written(Setting.PREFIX + key).filter(text -> !text.isEmpty());
  }

  @Override
  public Secret secret(String key) {
    return Secret.of(text(key).orElse(""));
  }

  @Override
  public void reject(String key, String reason) {
    problem(Setting.PREFIX + key, reason);
  }

  @Override
  public void reject(String problem) {
    problems.add(new ConfigProblem("gatehouse", 0, problem));
  }

  /** As it was written or is by default, for a log. */
  String shown(SettingKey key) {
    String text = written(Setting.property(key)).orElse(key.defaultText());
    return key.kind() == SettingKey.Kind.SECRET && !text.isEmpty() ? "***" : text;
  }

  Secret secret(Setting setting) {
    return Secret.of(text(setting));
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
    problem(setting.property(), message);
  }

  private void problem(String property, String message) {
    String where = source(property).map(SettingSource::name).orElse("default");
    problems.add(new ConfigProblem(where, 0, property + ": " + message));
  }

  /**
   * Ends reading.
   *
   * @throws ConfigException with every problem, if there is one
   */
  void throwProblems() throws ConfigException {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private Optional<SettingSource> source(String property) {
    return sources.stream().filter(source -> source.get(property).isPresent()).findFirst();
  }
}
