package io.gatehouse.config;

import io.gatehouse.config.YamlValue.Field;
import io.gatehouse.config.YamlValue.Mapping;
import io.gatehouse.config.YamlValue.Scalar;
import io.gatehouse.config.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the environment's values in place of {@code $NAME} and <code>${NAME}</code>, by upstream's
 * rules (repo:go-cs-lib/csstring): a name is letters, digits and underscores; one that is not
 * defined stays as written; one that is defined but empty gives nothing; there is no escape; what
 * was put in is looked at again from its second character.
 *
 * <p>Upstream replaces in the merged text and parses afterwards. Here the scalar values of the
 * parsed files are replaced, so that messages name the line that the operator wrote. The results
 * differ only where a value would change the YAML around it: quotes, {@code #} and line ends in a
 * variable are part of the value and cannot add keys, and names of keys are not replaced.
 */
final class Variables {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(?:\\{([A-Za-z0-9_]+)}|([A-Za-z0-9_]+))");

  /** Bounds a variable that holds itself: {@code A='x$A'} never ends upstream. */
  private static final int LIMIT_REPLACEMENTS = 1_000;

  private static final int LIMIT_CHARS = 1 << 20;

  private final Map<String, String> environment;

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  Mapping expand(Mapping mapping) throws ConfigException {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Map.Entry<String, Field> entry : mapping.fields().entrySet()) {
      Field field = entry.getValue();
      fields.put(entry.getKey(), new Field(field.keyAt(), expand(field.value())));
    }
    return new Mapping(mapping.at(), Collections.unmodifiableMap(fields));
  }

  private YamlValue expand(YamlValue value) throws ConfigException {
    if (value instanceof Mapping mapping) {
      return expand(mapping);
    }
    if (value instanceof Sequence sequence) {
      List<YamlValue> items = new ArrayList<>();
      for (YamlValue item : sequence.items()) {
        items.add(expand(item));
      }
      return new Sequence(sequence.at(), List.copyOf(items));
    }
    Scalar scalar = (Scalar) value;
    return new Scalar(scalar.at(), expand(scalar.at(), scalar.text()), scalar.plain());
  }

  private String expand(Place at, String text) throws ConfigException {
    StringBuilder out = new StringBuilder(text);
    Matcher matcher = REFERENCE.matcher(out);
    int from = 0;
    int replacements = 0;
    while (matcher.find(from)) {
      String value = environment.get(name(matcher));
      from = matcher.start() + (value != null && value.isEmpty() ? 0 : 1);
      if (value != null) {
        out.replace(matcher.start(), matcher.end(), value);
        if (++replacements > LIMIT_REPLACEMENTS || out.length() > LIMIT_CHARS) {
          throw new ConfigException(at, "'" + text + "' holds a variable that never ends");
        }
      }
    }
    return out.toString();
  }

  /** The variable that the text still is, because the environment does not define it. */
  static Optional<String> undefinedName(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    return matcher.matches() ? Optional.of(name(matcher)) : Optional.empty();
  }

  private static String name(Matcher matcher) {
    return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
  }
}
