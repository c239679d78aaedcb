package io.gatehouse.testing;

import io.gatehouse.config.Secret;
import io.gatehouse.config.SettingTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings from a map, and what was wrong with them. */
public final class MapTexts implements SettingTexts {
  private final Map<String, String> texts;
  private final List<String> problems = new ArrayList<>();

  /** Settings by their names. */
  public MapTexts(Map<String, String> texts) {
    this.texts = texts;
  }

  @Override
  public Optional<String> text(String key) {
    return Optional.ofNullable(texts.get(key)).filter(text -> !text.isEmpty());
  }

  @Override
  public Secret secret(String key) {
    return Secret.of(text(key).orElse(""));
  }

  @Override
  public void reject(String key, String reason) {
    problems.add(key + ": " + reason);
  }

  @Override
  public void reject(String problem) {
    problems.add(problem);
  }

  /** What was rejected, in order. */
  public List<String> problems() {
    return problems;
  }
}
