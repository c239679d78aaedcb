package io.gatehouse.config;

import io.gatehouse.config.YamlValue.Field;
import io.gatehouse.config.YamlValue.Mapping;
import io.gatehouse.config.YamlValue.Scalar;
import io.gatehouse.config.YamlValue.Sequence;
import io.gatehouse.decision.GoDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one mapping, handed out by the type that is wanted. A field that is absent or null
 * gives the fallback; so does one that is wrong, after it was reported, so that reading goes on and
 * finds the next problem. Every key that is asked for is a known one; the rest is reported as
 * unknown when the report is finished. Not thread-safe.
 */
public final class ConfigSection {
  private final ConfigReport report;
  private final String prefix;
  private final Place at;
  private final Map<String, Field> fields;
  private final Set<String> known = new LinkedHashSet<>();

  ConfigSection(ConfigReport report, String prefix, Place at, Map<String, Field> fields) {
    this.report = report;
    this.prefix = prefix;
    this.at = at;
    this.fields = fields;
  }

  /** Whether the key is there with a value. */
  public boolean has(String key) {
    return given(key).isPresent();
  }

  /**
   * The one of two spellings that the file uses, the first where it uses neither or both; both is a
   * warning.
   */
  public String either(String preferred, String other) {
    boolean first = has(preferred);
    boolean second = has(other);
    if (first && second) {
      warn(other, "is another spelling of '" + prefix + preferred + "', which is used");
    }
    return second && !first ? other : preferred;
  }

  /** A text as written: {@code yes} and {@code 10} stay what they are. */
  public String text(String key, String fallback) {
    return read(key, fallback, Function.identity(), Function.identity());
  }

  /** A text, empty where the file has none or an empty one. */
  public Optional<String> text(String key) {
    return Optional.of(text(key, "")).filter(text -> !text.isEmpty());
  }

  /** A file or directory, as written: relative to where the program was started. */
  public Path path(String key, Path fallback) {
    return value(key, fallback, Path::of);
  }

  /** The same, empty where the file has none or an empty one. */
  public Optional<Path> path(String key) {
    return Optional.of(path(key, Path.of(""))).filter(path -> !path.toString().isEmpty());
  }

  /**
   * A value of the caller's own type.
   *
   * @param parse throws {@link IllegalArgumentException} with what to write instead
   */
  public <T> T value(String key, T fallback, Function<String, T> parse) {
    return value(key, fallback, parse, String::valueOf);
  }

  /**
   * The same, shown in the table of settings in words of its own.
   *
   * @param render leaves out what nobody should read
   */
  public <T> T value(
      String key, T fallback, Function<String, T> parse, Function<T, String> render) {
    return read(key, fallback, parse, render);
  }

  /** A boolean, as Go's YAML reads it: {@code true}, {@code yes}, {@code on} and their likes. */
  public boolean flag(String key, boolean fallback) {
    return value(key, fallback, GoScalar::flag);
  }

  /** A whole number within bounds, both included. */
  public int integer(String key, int fallback, int min, int max) {
    return value(
        key,
        fallback,
        text -> {
          long number = GoScalar.integer(text);
          if (number < min || number > max) {
            throw new IllegalArgumentException(
                max == Integer.MAX_VALUE
                    ? "at least " + min + " is expected"
                    : min + " to " + max + " is expected");
          }
          return (int) number;
        });
  }

  /** A duration with its unit, and at least this long. */
  public Duration duration(String key, Duration fallback, Duration min) {
    return read(
        key,
        fallback,
        text -> {
          Duration duration = GoScalar.duration(text);
          if (duration.compareTo(min) < 0) {
            throw new IllegalArgumentException(
                "at least " + GoDuration.format(min) + " is expected");
          }
          return duration;
        },
        GoDuration::format);
  }

  /** A secret; empty where the file has none. Its text appears in no message. */
  public Secret secret(String key) {
    String text = scalar(key).map(Scalar::text).orElse("");
    Variables.undefinedName(text)
        .ifPresent(name -> warn(key, "is still a variable: " + name + " is not set"));
    Secret secret = Secret.of(text);
    record(key, secret.isEmpty() ? "" : secret.toString());
    return secret;
  }

  /** A list of texts. */
  public List<String> texts(String key, List<String> fallback) {
    List<String> texts = given(key).map(value -> items(key, value, fallback)).orElse(fallback);
    record(key, texts.toString());
    return texts;
  }

  private List<String> items(String key, YamlValue value, List<String> fallback) {
    if (!(value instanceof Sequence sequence)) {
      reject(key, "a list is expected; write [a, b]");
      return fallback;
    }
    List<String> texts = new ArrayList<>();
    for (YamlValue item : sequence.items()) {
      if (item instanceof Scalar scalar) {
        texts.add(scalar.text());
      } else {
        report.error(item.at(), quoted(key) + ": each item is a single value");
      }
    }
    return List.copyOf(texts);
  }

  /** This section for who reads settings by names with dots and hyphens. */
  public SettingTexts asTexts() {
    return new SectionTexts(this);
  }

  /** A single value as written, or the items of a list with commas between them. */
  String flatText(String key, String fallback) {
    return given(key).filter(Sequence.class::isInstance).isPresent()
        ? String.join(",", texts(key, List.of()))
        : text(key, fallback);
  }

  /** A mapping of names that the operator chooses to texts, in its order; empty without one. */
  public Map<String, String> entries(String key) {
    ConfigSection inner = section(key);
    Map<String, String> entries = new LinkedHashMap<>();
    inner.fields.keySet().forEach(name -> entries.put(name, inner.text(name, "")));
    return Collections.unmodifiableMap(entries);
  }

  /** Declares every key known: nobody is there to say what they mean. */
  public void leaveRest() {
    known.addAll(fields.keySet());
  }

  /** A mapping inside this one; an empty one where the file has none. */
  public ConfigSection section(String key) {
    Optional<YamlValue> value = given(key);
    if (value.isPresent() && !(value.get() instanceof Mapping)) {
      reject(key, "a mapping is expected: keys on the lines below it, indented");
    }
    Mapping inner =
        value
            .filter(Mapping.class::isInstance)
            .map(Mapping.class::cast)
            .orElse(new Mapping(at, Map.of()));
    return report.section(prefix + key + ".", inner.at(), inner);
  }

  /**
   * A mapping of anything: text, whole numbers (Long), floats (Double), booleans, null, lists and
   * mappings, each as YAML types it. An empty one where the file has none.
   */
  public Map<String, @Nullable Object> values(String key) {
    Optional<YamlValue> value = given(key);
    if (value.isPresent() && !(value.get() instanceof Mapping)) {
      reject(key, "a mapping is expected: keys on the lines below it, indented");
    }
    Map<String, @Nullable Object> values =
        value.filter(Mapping.class::isInstance).map(AnyValue::of).orElse(Map.of());
    record(key, values.toString());
    return values;
  }

  /** The mappings of a list; none where the file has none. */
  public List<ConfigSection> sections(String key) {
    Optional<YamlValue> value = given(key);
    if (value.isPresent() && !(value.get() instanceof Sequence)) {
      reject(key, "a list is expected: '- key: value' on the lines below it");
    }
    List<ConfigSection> sections = new ArrayList<>();
    for (YamlValue item : itemsOf(key)) {
      String name = key + "[" + sections.size() + "]";
      if (item instanceof Mapping mapping) {
        sections.add(report.section(prefix + name + ".", mapping.at(), mapping));
      } else {
        report.error(item.at(), quoted(name) + ": a mapping is expected: 'key: value'");
      }
    }
    return List.copyOf(sections);
  }

  private List<YamlValue> itemsOf(String key) {
    return given(key)
        .filter(Sequence.class::isInstance)
        .map(value -> ((Sequence) value).items())
        .orElse(List.of());
  }

  /** Where the key stands, or else the mapping: file and line, for messages that come later. */
  public String placeOf(String key) {
    return place(key).toString();
  }

  /** Reports one text of a list as an error, at its own line; the first has number 0. */
  public void rejectItem(String key, int index, String reason) {
    YamlValue item = itemsOf(key).get(index);
    String text = item instanceof Scalar scalar ? scalar.text() : item.noun();
    report.error(item.at(), quoted(key + "[" + index + "]") + " is \"" + text + "\": " + reason);
  }

  /** Says that the key must be there, and what it is for; true if it is. */
  public boolean require(String key, String remedy) {
    if (!has(key)) {
      report.error(new Place(at.file(), 0), quoted(key) + " is missing; " + remedy);
      return false;
    }
    return true;
  }

  /** A key that is known and has no effect; a warning if the file sets it. */
  public void ignored(String key, String reason) {
    if (has(key)) {
      report.warning(place(key), quoted(key) + " has no effect: " + reason);
    }
  }

  /** As {@link #ignored}, of a flag that says nothing where it is false. */
  public void ignoredFlag(String key, String reason) {
    if (flag(key, false)) {
      ignored(key, reason);
    }
  }

  /** Reports the key's value as an error. Not for a secret: the message holds the value. */
  public void reject(String key, String reason) {
    report.error(place(key), quoted(key) + written(key) + ": " + reason);
  }

  /** Reports something about the key as an error: {@code 'key' MESSAGE}. */
  public void problem(String key, String message) {
    report.error(place(key), quoted(key) + " " + message);
  }

  /** Reports something about the whole section as an error. */
  void problem(String message) {
    report.error(at, message);
  }

  /** Reports something about the key as a warning: {@code 'key' MESSAGE}. */
  public void warn(String key, String message) {
    report.warning(place(key), quoted(key) + " " + message);
  }

  private <T> T read(
      String key, T fallback, Function<String, T> parse, Function<T, String> render) {
    T value = scalar(key).flatMap(scalar -> parsed(key, scalar.text(), parse)).orElse(fallback);
    record(key, render.apply(value));
    return value;
  }

  private <T> Optional<T> parsed(String key, String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      reject(key, reason(text, e));
      return Optional.empty();
    }
  }

  private static String reason(String text, IllegalArgumentException e) {
    return Variables.undefinedName(text)
        .map(name -> "the environment variable " + name + " is not set")
        .orElse(String.valueOf(e.getMessage()));
  }

  private Optional<Scalar> scalar(String key) {
    Optional<YamlValue> value = given(key);
    if (value.isPresent() && !(value.get() instanceof Scalar)) {
      reject(key, "a single value is expected");
    }
    return value.filter(Scalar.class::isInstance).map(Scalar.class::cast);
  }

  /** The value of a key that is there and not null. */
  private Optional<YamlValue> given(String key) {
    known.add(key);
    return Optional.ofNullable(fields.get(key))
        .map(Field::value)
        .filter(value -> !YamlValue.isNull(value));
  }

  private void record(String key, String value) {
    String source = has(key) ? place(key).toString() : Place.DEFAULT.toString();
    report.setting(new Setting(prefix + key, value, source));
  }

  private Place place(String key) {
    Field field = fields.get(key);
    return field == null ? at : field.keyAt();
  }

  private String quoted(String key) {
    return "'" + prefix + key + "'";
  }

  private String written(String key) {
    Field field = fields.get(key);
    return field != null && field.value() instanceof Scalar scalar
        ? " is \"" + scalar.text() + "\""
        : "";
  }

  void unknownKeys(BiConsumer<Place, String> unknown) {
    Set<String> strangers = new HashSet<>(fields.keySet());
    strangers.removeAll(known);
    for (String key : strangers) {
      String hint =
          Suggestion.of(key, known)
              .map(meant -> "; did you mean '" + prefix + meant + "'?")
              .orElse("");
      unknown.accept(place(key), quoted(key) + " is unknown" + hint);
    }
  }
}
