package io.gatehouse.challenge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with places for values: <code>{{name}}</code> is the value, escaped for HTML text and
 * quoted attributes; <code>{{{name}}}</code> is one of the few values that are HTML already; what
 * stands between <code>{{#name}}</code> and <code>{{/name}}</code> is left out where the value is
 * empty. Everything that could be wrong is found when it is read. Immutable.
 */
final class Template {
  private static final Pattern TAG =
      Pattern.compile("\\{\\{(?:\\{([^{}]*)\\}|([#/]?)([^{}]*))\\}\\}");

  private final List<Part> parts;

  private sealed interface Part {}

  private record Text(String text) implements Part {}

  private record Value(String name, boolean html) implements Part {}

  private record Section(String name, List<Part> parts) implements Part {}

  /** Something wrong, with its line. */
  record Problem(int line, String message) {}

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads a template.
   *
   * @param names of the values that are text
   * @param html names of the values that are HTML
   * @param problems gets what is wrong
   */
  static Template parse(String text, Set<String> names, Set<String> html, List<Problem> problems) {
    return new Reader(text, names, html, problems).read();
  }

  /** Whether the value stands anywhere in it. */
  boolean has(String name) {
    return has(parts, name);
  }

  private static boolean has(List<Part> parts, String name) {
    return parts.stream()
        .anyMatch(
            part ->
                (part instanceof Value value && value.name().equals(name))
                    || (part instanceof Section section && has(section.parts(), name)));
  }

  /** The page; a value that is not given is empty. */
  String render(Map<String, String> values) {
    StringBuilder out = new StringBuilder(16_384);
    render(parts, values, out);
    return out.toString();
  }

  private static void render(List<Part> parts, Map<String, String> values, StringBuilder out) {
    for (Part part : parts) {
      if (part instanceof Text text) {
        out.append(text.text());
      } else if (part instanceof Value value) {
        String text = values.getOrDefault(value.name(), "");
        out.append(value.html() ? text : escape(text));
      } else if (part instanceof Section section
          && !values.getOrDefault(section.name(), "").isEmpty()) {
        render(section.parts(), values, out);
      }
    }
  }

  /** For HTML text and for attributes in quotes. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** Reads one text. */
  private static final class Reader {
    private final String text;
    private final Set<String> names;
    private final Set<String> html;
    private final List<Problem> problems;
    private final Deque<Open> open = new ArrayDeque<>();

    /** A section that has begun, or the whole. */
    private record Open(String name, int at, List<Part> parts) {}

    Reader(String text, Set<String> names, Set<String> html, List<Problem> problems) {
      this.text = text;
      this.names = names;
      this.html = html;
      this.problems = problems;
    }

    Template read() {
      Open whole = new Open("", 0, new ArrayList<>());
      open.push(whole);
      Matcher tag = TAG.matcher(text);
      int end = 0;
      while (tag.find()) {
        add(new Text(text.substring(end, tag.start())));
        read(tag);
        end = tag.end();
      }
      add(new Text(text.substring(end)));
      for (Open section : open) {
        if (!section.name().isEmpty()) {
          problem(section.at(), "{{#" + section.name() + "}} is not closed");
        }
      }
      return new Template(List.copyOf(whole.parts()));
    }

    private void read(Matcher tag) {
      boolean raw = tag.group(1) != null;
      String name = (raw ? tag.group(1) : tag.group(3)).strip();
      String mark = raw ? "" : tag.group(2);
      check(name, raw, mark, tag.start());
      if (mark.equals("#")) {
        open.push(new Open(name, tag.start(), new ArrayList<>()));
      } else if (mark.equals("/")) {
        close(name, tag.start());
      } else {
        add(new Value(name, raw));
      }
    }

    private void check(String name, boolean raw, String mark, int at) {
      if (!names.contains(name) && !html.contains(name)) {
        problem(at, "'" + name + "' is no value of this page; there are " + all());
      } else if (raw && !html.contains(name)) {
        problem(at, "'" + name + "' is text; write {{" + name + "}}");
      } else if (!raw && mark.isEmpty() && html.contains(name)) {
        problem(at, "'" + name + "' is HTML; write {{{" + name + "}}}");
      }
    }

    private String all() {
      Set<String> sorted = new java.util.TreeSet<>(names);
      sorted.addAll(html);
      return String.join(", ", sorted);
    }

    private void close(String name, int at) {
      Open section = open.element();
      if (open.size() == 1 || !section.name().equals(name)) {
        problem(at, "{{/" + name + "}} closes nothing that is open here");
        return;
      }
      open.pop();
      add(new Section(name, List.copyOf(section.parts())));
    }

    private void add(Part part) {
      open.element().parts().add(part);
    }

    private void problem(int at, String message) {
      int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
      problems.add(new Problem(line, message));
    }
  }
}
