package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the keys that a file sets, that are read and checked, and that nothing acts on yet. A key
 * that only repeats its default is not worth telling.
 */
final class NotActedOn {
  private final List<String> keys = new ArrayList<>();

  void text(ConfigSection section, String name, String key, String fallback) {
    note(name, section.text(key, fallback), fallback);
  }

  void flag(ConfigSection section, String name, String key, boolean fallback) {
    note(name, section.flag(key, fallback), fallback);
  }

  void number(ConfigSection section, String name, String key, int fallback, int max) {
    note(name, section.integer(key, fallback, 0, max), fallback);
  }

  /** Notes the key where the value differs from what holds without it. */
  void note(String name, Object value, Object fallback) {
    if (!value.equals(fallback)) {
      keys.add(name);
    }
  }

  List<String> keys() {
    return List.copyOf(keys);
  }
}
