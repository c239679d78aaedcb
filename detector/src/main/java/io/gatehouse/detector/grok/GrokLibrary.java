package io.gatehouse.detector.grok;

import io.gatehouse.config.Suggestion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Named patterns that refer to each other. References are looked up when a pattern is compiled, so
 * that the order of files does not matter. Not thread-safe while patterns are added.
 */
public final class GrokLibrary {
  private static final Pattern LINE = Pattern.compile("(\\w+)[ \\t]+(\\S.*)");

  private final Map<String, Definition> patterns = new LinkedHashMap<>();

  /** A library without patterns. */
  public static GrokLibrary empty() {
    return new GrokLibrary();
  }

  /** A library with our own patterns under the names that everybody uses. */
  public static GrokLibrary base() {
    GrokLibrary library = new GrokLibrary();
    BasePatterns.addTo(library);
    return library;
  }

  private GrokLibrary() {}

  /**
   * Adds the patterns of a file, one a line: a name, white space, a regular expression. Other lines
   * say nothing. What the file defines replaces what was known before.
   *
   * @throws GrokException if the file defines a name twice
   */
  public void addFile(String file, String text) throws GrokException {
    Map<String, Definition> added = new LinkedHashMap<>();
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      Matcher line = LINE.matcher(lines[i]);
      if (line.matches()) {
        String place = file + ":" + (i + 1);
        Definition definition = new Definition(line.group(1), line.group(2), place);
        Definition other = added.put(definition.name(), definition);
        if (other != null) {
          throw new GrokException(
              place, "pattern '" + definition.name() + "' is defined already at " + other.place());
        }
      }
    }
    patterns.putAll(added);
  }

  /**
   * Adds a pattern unless there is one of that name, as {@code pattern_syntax} does.
   *
   * @return whether it was added
   */
  public boolean addIfAbsent(String name, String text, String place) {
    return patterns.putIfAbsent(name, new Definition(name, text, place)) == null;
  }

  /** Whether there is a pattern of that name. */
  public boolean contains(String name) {
    return patterns.containsKey(name);
  }

  /** The names, in the order in which they were added. */
  public Collection<String> names() {
    return patterns.keySet();
  }

  /** The definition's text and place, for messages. */
  public Optional<String> textOf(String name) {
    return Optional.ofNullable(patterns.get(name)).map(Definition::text);
  }

  /**
   * Puts a pattern together.
   *
   * @param place file and line, for messages
   * @throws GrokException if it refers to what is unknown or to itself, or is no regular expression
   */
  public GrokPattern compile(String text, String place) throws GrokException {
    return Expansion.compile(this, new Definition("", text, place));
  }

  /**
   * Puts a named pattern together.
   *
   * @param place where the name stands, for messages
   * @throws GrokException as {@link #compile}, or if there is none of that name
   */
  public GrokPattern compileNamed(String name, String place) throws GrokException {
    Definition definition = patterns.get(name);
    if (definition == null) {
      throw new GrokException(place, "no pattern is called '" + name + "'" + meant(name));
    }
    return Expansion.compile(this, definition);
  }

  @Nullable Definition definition(String name) {
    return patterns.get(name);
  }

  String meant(String name) {
    return Suggestion.of(name, patterns.keySet())
        .map(other -> "; did you mean '" + other + "'?")
        .orElse("");
  }
}
