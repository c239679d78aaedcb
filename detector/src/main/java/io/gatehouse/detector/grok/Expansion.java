package io.gatehouse.detector.grok;

import io.gatehouse.detector.regex.PatternException;
import io.gatehouse.detector.regex.SafePattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts a pattern together: every reference becomes a group, those of fields with a number. */
final class Expansion {
  static final int MAX_LENGTH = 100_000;
  private static final int MAX_DEPTH = 100;
  private static final Pattern REFERENCE =
      Pattern.compile("%\\{(\\w+)(?::(\\w+)(?::(?:int|float|string))?)?}");

  private final GrokLibrary library;
  private final StringBuilder regex = new StringBuilder();
  private final Deque<String> path = new ArrayDeque<>();
  private int groups;

  private Expansion(GrokLibrary library) {
    this.library = library;
  }

  static GrokPattern compile(GrokLibrary library, Definition definition) throws GrokException {
    Expansion expansion = new Expansion(library);
    Map<String, String> fields = expansion.expand(definition);
    try {
      SafePattern pattern =
          SafePattern.extended(expansion.regex.toString(), Set.copyOf(fields.values()));
      return new GrokPattern(definition.text(), pattern, fields);
    } catch (PatternException e) {
      throw new GrokException(definition.place(), named(definition) + e.getMessage());
    }
  }

  private static String named(Definition definition) {
    return definition.name().isEmpty() ? "" : "pattern '" + definition.name() + "': ";
  }

  /** Appends it; returns its fields, each with the name of its group. */
  private Map<String, String> expand(Definition definition) throws GrokException {
    enter(definition);
    Matcher reference = REFERENCE.matcher(definition.text());
    Set<String> own = ownFields(reference);
    Map<String, String> fields = new LinkedHashMap<>();
    int done = 0;
    for (reference.reset(); reference.find(); done = reference.end()) {
      append(definition, definition.text().substring(done, reference.start()));
      refer(definition, reference.group(1), reference.group(2), own, fields);
    }
    append(definition, definition.text().substring(done));
    path.removeLast();
    return fields;
  }

  private static Set<String> ownFields(Matcher reference) {
    Set<String> own = new HashSet<>();
    while (reference.find()) {
      if (reference.group(2) != null) {
        own.add(reference.group(2));
      }
    }
    return own;
  }

  private void refer(
      Definition from,
      String name,
      @Nullable String field,
      Set<String> own,
      Map<String, String> fields)
      throws GrokException {
    Definition to = library.definition(name);
    if (to == null) {
      throw new GrokException(
          from.place(),
          named(from) + "refers to '" + name + "', which is unknown" + library.meant(name));
    }
    if (field == null) {
      append(from, "(?:");
    } else {
      String group = "\u0001" + groups++;
      fields.put(field, group);
      append(from, "(?P<" + group + ">");
    }
    expand(to)
        .forEach(
            (inherited, group) -> {
              if (!own.contains(inherited)) {
                fields.put(inherited, group);
              }
            });
    append(from, ")");
  }

  private void enter(Definition definition) throws GrokException {
    boolean circle = !definition.name().isEmpty() && path.contains(definition.name());
    path.addLast(definition.name());
    if (circle || path.size() > MAX_DEPTH) {
      String way = String.join(" > ", path.stream().filter(name -> !name.isEmpty()).toList());
      throw new GrokException(
          definition.place(), "pattern '" + definition.name() + "' refers to itself: " + way);
    }
  }

  private void append(Definition definition, String part) throws GrokException {
    regex.append(part);
    if (regex.length() > MAX_LENGTH) {
      throw new GrokException(
          definition.place(), "the pattern becomes longer than " + MAX_LENGTH + " characters");
    }
  }
}
