package io.gatehouse.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a YAML section: each part of a name before a dot is a mapping, and a hyphen is an
 * underscore.
 */
final class SectionTexts implements SettingTexts {
  private final ConfigSection root;
  private final Map<String, ConfigSection> sections = new HashMap<>();

  SectionTexts(ConfigSection root) {
    this.root = root;
  }

  @Override
  public Optional<String> text(String key) {
    return Optional.of(text(key, "")).filter(text -> !text.isEmpty());
  }

  @Override
  public String text(SettingKey key) {
    return text(key.name(), key.defaultText());
  }

  private String text(String key, String fallback) {
    String text = section(key).flatText(leaf(key), fallback).strip();
    return text.isEmpty() ? fallback : text;
  }

  @Override
  public Secret secret(String key) {
    return section(key).secret(leaf(key));
  }

  @Override
  public void reject(String key, String reason) {
    section(key).problem(leaf(key), "is wrong: " + reason);
  }

  @Override
  public void reject(String problem) {
    root.problem(problem);
  }

  private ConfigSection section(String key) {
    int dot = key.lastIndexOf('.');
    return dot < 0 ? root : inner(key.substring(0, dot));
  }

  /** Each is made once, so that it knows all that was asked of it. */
  private ConfigSection inner(String name) {
    ConfigSection known = sections.get(name);
    if (known == null) {
      known = section(name).section(leaf(name));
      sections.put(name, known);
    }
    return known;
  }

  private static String leaf(String key) {
    return key.substring(key.lastIndexOf('.') + 1).replace('-', '_');
  }
}
