package io.gatehouse.bouncer;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.Secret;
import io.gatehouse.config.SettingTexts;
import io.gatehouse.config.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Texts from several sources, the first that says something, and every problem with them. */
final class SourceTexts implements SettingTexts {
  private final List<SettingSource> sources;
  private final List<ConfigProblem> problems = new ArrayList<>();

  SourceTexts(List<SettingSource> sources) {
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

  @Override
  public Optional<String> text(String key) {
    String property = Setting.PREFIX + key;
    return source(property)
        .flatMap(source -> source.get(property))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  @Override
  public Secret secret(String key) {
    return Secret.of(text(key).orElse(""));
  }

  @Override
  public void reject(String key, String reason) {
    String property = Setting.PREFIX + key;
    String where = source(property).map(SettingSource::name).orElse("settings");
    problems.add(new ConfigProblem(where, 0, property + ": " + reason));
  }

  @Override
  public void reject(String problem) {
    problems.add(new ConfigProblem("gatehouse", 0, problem));
  }

  private Optional<SettingSource> source(String property) {
    return sources.stream().filter(source -> source.get(property).isPresent()).findFirst();
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
}
