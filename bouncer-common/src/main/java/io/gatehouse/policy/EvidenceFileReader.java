package io.gatehouse.policy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.net.IpPrefix;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads evidence from files, and gathers everything that is wrong with them, by file and line. */
final class EvidenceFileReader {
  /** Some times the length of the longest list that is published. */
  private static final int MOST_LINES = 2_000_000;

  private static final int LONGEST_LINE = 1000;
  private static final int MOST_PROBLEMS = 20;
  private static final Pattern SYSTEM = Pattern.compile("(?i)(AS)?([0-9]{1,10})");

  private final List<ConfigProblem> problems = new ArrayList<>();

  private EvidenceFileReader() {}

  /**
   * Everything that the files say.
   *
   * @throws ConfigException with every problem, up to twenty of each file
   */
  static KnownNetworks read(EvidenceFiles files) throws ConfigException {
    EvidenceFileReader reader = new EvidenceFileReader();
    KnownNetworks known = reader.known(files);
    if (!reader.problems.isEmpty()) {
      throw new ConfigException(reader.problems);
    }
    return known;
  }

  private KnownNetworks known(EvidenceFiles files) {
    Map<SharedSource, List<IpPrefix>> lists = new EnumMap<>(SharedSource.class);
    List<IpPrefix> published = new ArrayList<>();
    files.shared().ifPresent(file -> lists.put(SharedSource.OPERATOR, prefixes(file)));
    files.relay().ifPresent(file -> published.addAll(prefixes(file)));
    files.geofeed().ifPresent(file -> published.addAll(prefixes(file)));
    lists.put(SharedSource.PUBLISHED, published);
    return new KnownNetworks(
        SharedNetworks.of(lists),
        files.mobileSystems().map(this::systems).orElse(Set.of()),
        files.hostingSystems().map(this::systems).orElse(Set.of()),
        files.systems().flatMap(this::database),
        files.connections().flatMap(this::database),
        files.countries().flatMap(this::database));
  }

  /** The first field of each line; what follows a comma is about where it is. */
  private List<IpPrefix> prefixes(Path file) {
    List<IpPrefix> found = new ArrayList<>();
    eachLine(file, line -> found.add(IpPrefix.parse(firstField(line))));
    return found;
  }

  private static String firstField(String line) {
    int comma = line.indexOf(',');
    return (comma < 0 ? line : line.substring(0, comma)).strip();
  }

  private Set<Long> systems(Path file) {
    Set<Long> found = new HashSet<>();
    eachLine(file, line -> found.add(system(firstField(line))));
    return found;
  }

  private static long system(String text) {
    var number = SYSTEM.matcher(text);
    if (!number.matches() || Long.parseLong(number.group(2)) > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("'" + text + "' is no AS number; write AS64496 or 64496");
    }
    return Long.parseLong(number.group(2));
  }

  private Optional<MaxMindFile> database(Path file) {
    try {
      return Optional.of(MaxMindFile.open(file));
    } catch (IOException e) {
      problem(file, 0, "is no database in MaxMind's format that can be read: " + words(e));
      return Optional.empty();
    }
  }

  private void eachLine(Path file, Consumer<String> meaning) {
    int before = problems.size();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (number > MOST_LINES || line.length() > LONGEST_LINE) {
          problem(file, number, "is too long for a list of networks");
          return;
        }
        read(file, number, line, meaning);
        if (problems.size() - before >= MOST_PROBLEMS) {
          return;
        }
      }
    } catch (IOException e) {
      problem(file, 0, "can't be read: " + words(e));
    }
  }

  private void read(Path file, int number, String line, Consumer<String> meaning) {
    int comment = line.indexOf('#');
    String text = (comment < 0 ? line : line.substring(0, comment)).strip();
    if (text.isEmpty()) {
      return;
    }
    try {
      meaning.accept(text);
    } catch (IllegalArgumentException e) {
      problem(file, number, String.valueOf(e.getMessage()));
    }
  }

  private static String words(IOException e) {
    return e.getClass().getSimpleName();
  }

  private void problem(Path file, int line, String message) {
    problems.add(new ConfigProblem(file.toString(), line, message));
  }
}
