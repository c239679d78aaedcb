package io.gatehouse.challenge;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pages: our own, but for those that an operator's directory has. Its files are {@code
 * ban.html}, {@code refused.html}, {@code challenge.html}, {@code captcha.html}, {@code
 * throttle.html} and {@code unavailable.html}; what each may hold is what ours, {@code wall.html},
 * holds.
 */
final class Templates {
  private static final Set<String> TEXTS =
      Set.of(
          "lang",
          "title",
          "nonce",
          "kind",
          "heading",
          "message",
          "error",
          "resubmit",
          "contact_url",
          "contact_label",
          "request_id",
          "request_id_label",
          "time",
          "time_label",
          "address",
          "address_label");
  private static final Set<String> HTML = Set.of("head", "style", "icon", "challenge", "script");
  private static final long LONGEST = 1024 * 1024;

  private final Map<WallKind, Template> byKind = new EnumMap<>(WallKind.class);

  private Templates() {}

  /** What is wrong with those in a directory, one line for each problem. */
  static List<String> problems(Optional<Path> directory) {
    List<String> problems = new ArrayList<>();
    read(directory, problems);
    return problems;
  }

  /** Reads all; what is wrong was told by {@link #problems}. */
  static Templates read(Optional<Path> directory) {
    return read(directory, new ArrayList<>());
  }

  private static Templates read(Optional<Path> directory, List<String> problems) {
    Templates templates = new Templates();
    directory
        .filter(path -> !Files.isDirectory(path))
        .ifPresent(path -> problems.add("challenge: templates: " + path + " is no directory"));
    Template own = Template.parse(Resource.text("wall.html"), TEXTS, HTML, new ArrayList<>());
    for (WallKind kind : WallKind.values()) {
      Optional<Path> file =
          directory.map(path -> path.resolve(kind.key() + ".html")).filter(Files::exists);
      templates.byKind.put(kind, file.map(path -> parse(path, kind, problems)).orElse(own));
    }
    return templates;
  }

  private static Template parse(Path file, WallKind kind, List<String> problems) {
    List<Template.Problem> found = new ArrayList<>();
    Template template = Template.parse(text(file, problems), TEXTS, HTML, found);
    if (kind.isSolvable()) {
      for (String name : List.of("challenge", "script")) {
        if (!template.has(name)) {
          found.add(
              new Template.Problem(
                  1, "{{{" + name + "}}} is missing; without it nobody gets past this page"));
        }
      }
    }
    found.forEach(
        problem ->
            problems.add("challenge: " + file + ":" + problem.line() + ": " + problem.message()));
    return template;
  }

  private static String text(Path file, List<String> problems) {
    try {
      if (Files.size(file) > LONGEST) {
        problems.add("challenge: " + file + " is longer than 1 MiB");
        return "";
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      problems.add("challenge: " + file + " is not UTF-8");
    } catch (IOException e) {
      problems.add("challenge: " + file + " can't be read (" + e.getClass().getSimpleName() + ")");
    }
    return "";
  }

  Template of(WallKind kind) {
    Template template = byKind.get(kind);
    if (template == null) {
      throw new IllegalStateException("no page for " + kind);
    }
    return template;
  }
}
