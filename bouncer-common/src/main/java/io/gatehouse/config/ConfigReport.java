package io.gatehouse.config;

import io.gatehouse.config.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found while a file was read: problems, all of them, and the settings that are in effect.
 * Made for one reading; not thread-safe.
 */
public final class ConfigReport {

  /** What a key means that nobody reads. */
  public enum UnknownKeys {
    /** A warning, for files that upstream reads without looking at the rest. */
    WARN,
    /** An error, for files that upstream reads strictly, and for our own. */
    REJECT
  }

  private final UnknownKeys unknownKeys;
  private final List<ConfigProblem> errors = new ArrayList<>();
  private final List<ConfigProblem> warnings = new ArrayList<>();

  /** By key: one that is read twice is one. */
  private final Map<String, Setting> settings = new LinkedHashMap<>();

  private final List<ConfigSection> sections = new ArrayList<>();

  /** An empty report. */
  public ConfigReport(UnknownKeys unknownKeys) {
    this.unknownKeys = unknownKeys;
  }

  ConfigSection root(String file, Mapping fields) {
    return section("", new Place(file, 0), fields);
  }

  ConfigSection section(String prefix, Place at, Mapping fields) {
    ConfigSection section = new ConfigSection(this, prefix, at, fields.fields());
    sections.add(section);
    return section;
  }

  void error(Place at, String message) {
    errors.add(new ConfigProblem(at, message));
  }

  void warning(Place at, String message) {
    warnings.add(new ConfigProblem(at, message));
  }

  void setting(Setting setting) {
    settings.put(setting.key(), setting);
  }

  /**
   * Ends the reading: whatever no one has asked for is unknown.
   *
   * @return warnings, by file and line
   * @throws ConfigException with every error, by file and line, if there is one
   */
  public List<ConfigProblem> finish() throws ConfigException {
    sections.forEach(section -> section.unknownKeys(this::unknown));
    sections.clear();
    if (!errors.isEmpty()) {
      throw new ConfigException(errors.stream().sorted().toList());
    }
    return warnings.stream().sorted().toList();
  }

  private void unknown(Place at, String message) {
    if (unknownKeys == UnknownKeys.REJECT) {
      error(at, message);
    } else {
      warning(at, message);
    }
  }

  /** Every setting that was read, in the order of reading. */
  public List<Setting> settings() {
    return List.copyOf(settings.values());
  }

  /** The settings as an aligned table, one a line, secrets masked. */
  public String table() {
    List<Setting> all = settings();
    int keys = all.stream().mapToInt(s -> s.key().length()).max().orElse(1);
    int values = all.stream().mapToInt(s -> s.value().length()).max().orElse(1);
    String form = "%-" + keys + "s  %-" + Math.max(1, Math.min(values, 40)) + "s  %s\n";
    StringBuilder table = new StringBuilder();
    all.forEach(s -> table.append(form.formatted(s.key(), s.value(), s.source())));
    return table.toString();
  }
}
