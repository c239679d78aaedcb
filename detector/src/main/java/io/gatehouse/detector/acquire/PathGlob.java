package io.gatehouse.detector.acquire;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/**
 * A path with {@code *}, {@code ?} and {@code [a-z]} in any of its parts. None of them matches a
 * slash. Immutable.
 */
final class PathGlob {
  private final String text;

  PathGlob(String text) {
    this.text = text;
  }

  boolean isPlain() {
    return !wild(text);
  }

  /**
   * The paths that there are, in order; a plain path also where there is nothing.
   *
   * @throws IOException if a directory may not be listed
   */
  Set<Path> paths() throws IOException {
    Set<Path> paths = new TreeSet<>();
    if (isPlain()) {
      paths.add(Path.of(text));
      return paths;
    }
    List<String> parts = List.of(text.split("/+", -1));
    boolean absolute = text.startsWith("/");
    expand(Path.of(absolute ? "/" : ""), absolute ? parts.subList(1, parts.size()) : parts, paths);
    return paths;
  }

  private static void expand(Path base, List<String> parts, Set<Path> found) throws IOException {
    if (parts.isEmpty()) {
      found.add(base);
      return;
    }
    List<String> rest = parts.subList(1, parts.size());
    if (!wild(parts.get(0))) {
      Path next = base.resolve(parts.get(0));
      if (Files.exists(next)) {
        expand(next, rest, found);
      }
      return;
    }
    PathMatcher matcher = matcher(parts.get(0));
    for (Path entry : entries(base)) {
      if (matcher.matches(entry.getFileName()) && (rest.isEmpty() || Files.isDirectory(entry))) {
        expand(base.resolve(entry.getFileName()), rest, found);
      }
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      List<Path> entries = new java.util.ArrayList<>();
      stream.forEach(entries::add);
      return entries;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (AccessDeniedException e) {
      throw new IOException("the directory " + directory + " may not be listed by this user", e);
    }
  }

  private static PathMatcher matcher(String part) {
    String glob = part.replace("{", "\\{").replace("}", "\\}").replace("[^", "[!");
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      return path -> path.toString().equals(part);
    }
  }

  private static boolean wild(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  @Override
  public String toString() {
    return text;
  }
}
