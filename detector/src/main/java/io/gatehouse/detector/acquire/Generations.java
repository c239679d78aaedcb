package io.gatehouse.detector.acquire;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files beside a log that it was rotated into: {@code access.log.1}, {@code
 * access.log-20260101}, {@code access.1.log}, {@code access-20260101.log}, {@code
 * 0.log.20260101-120000}. Compressed ones are left out.
 */
final class Generations {
  /** Times of files lag behind the clock by a tick of the kernel, which is this at most. */
  private static final Duration TICK = Duration.ofMillis(10);

  private static final int LISTINGS = 2;
  private static final String AFTER_NAME = "[._-](old|prev|[0-9][0-9A-Za-z:+._-]*)";

  /** {@code app-1.log} beside {@code app.log} is another log; a date makes it the same. */
  private static final String IN_NAME =
      "([.](old|prev|[0-9][0-9A-Za-z:+._-]*)|[_-][0-9]{4}[0-9A-Za-z:+._-]{2,})";

  private static final Pattern PACKED = Pattern.compile(".*\\.(gz|xz|bz2|zst|lz4|Z|zip|tmp)");
  private static final Pattern LAST_NUMBER = Pattern.compile(".*?([0-9]{1,9})[^0-9]*");

  /** Of two that were written at one time the older has the higher number. */
  private static final Comparator<Sibling> OLDEST_FIRST =
      Comparator.<Sibling, Instant>comparing(sibling -> sibling.state().modified())
          .thenComparing(Comparator.comparingInt(Sibling::number).reversed());

  private final Path path;

  Generations(Path path) {
    this.path = path;
  }

  /**
   * A file beside the log.
   *
   * @param rotated whether its name is one that the log is rotated into
   */
  record Sibling(Path path, FileState state, boolean rotated) {
    /** The one that is counted up at each rotation; 0 where the name has a date instead. */
    int number() {
      Matcher last = LAST_NUMBER.matcher(String.valueOf(path.getFileName()));
      return last.matches() && last.group(1).length() < 6 ? Integer.parseInt(last.group(1)) : 0;
    }
  }

  /** Lists them, more than once: an entry that is renamed meanwhile may be passed over. */
  Look look(Instant now) throws IOException {
    Map<FileState.Id, Sibling> files = new LinkedHashMap<>();
    Set<Path> names = names();
    for (int i = 0; i < LISTINGS; i++) {
      list(names, files);
    }
    return new Look(now, List.copyOf(files.values()));
  }

  /**
   * Makes sure that what was opened by a look is all that there is: a copy that was made after the
   * listing, of a log that was truncated before it was opened, would never be looked for.
   *
   * @throws NoSuchFileException if the log was rotated since; look again
   */
  void requireUnchanged(Look look) throws IOException {
    if (!look.rotated().containsAll(look(look.at()).rotated())) {
      throw new NoSuchFileException(path.toString());
    }
  }

  private static void list(Set<Path> names, Map<FileState.Id, Sibling> files) throws IOException {
    Set<Path> directories = new LinkedHashSet<>();
    names.forEach(name -> directories.add(name.toAbsolutePath().getParent()));
    Pattern rotated = rotated(names);
    for (Path directory : directories) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          // a link to a file would hide the name by which it is known as rotated
          if (!PACKED.matcher(entry.toString()).matches() && !Files.isSymbolicLink(entry)) {
            boolean named = rotated.matcher(String.valueOf(entry.getFileName())).matches();
            FileState.of(entry)
                .ifPresent(state -> files.put(state.id(), new Sibling(entry, state, named)));
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
  }

  private static Pattern rotated(Set<Path> names) {
    List<String> any = new ArrayList<>();
    for (Path log : names) {
      String base = String.valueOf(log.getFileName());
      int dot = base.lastIndexOf('.');
      String stem = dot <= 0 ? base : base.substring(0, dot);
      String extension = dot <= 0 ? "" : base.substring(dot);
      any.add(Pattern.quote(base) + AFTER_NAME);
      any.add(Pattern.quote(stem) + IN_NAME + Pattern.quote(extension));
    }
    return Pattern.compile(String.join("|", any));
  }

  /** The log's path, and the one that it stands for where it is a symbolic link. */
  private Set<Path> names() throws IOException {
    Set<Path> names = new LinkedHashSet<>();
    names.add(path);
    if (Files.exists(path)) {
      names.add(path.toRealPath());
    }
    return names;
  }

  /** How the log begins now, so that a copy which is being made of it is known as one. */
  Fingerprint head(FileState state) throws IOException {
    if (FileState.of(path).filter(now -> now.id().equals(state.id())).isEmpty()) {
      return Fingerprint.NONE;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return Fingerprint.of(Fingerprint.beginning(channel, channel.size()));
    }
  }

  /** The files at one moment. */
  static final class Look {
    private final Instant at;
    private final List<Sibling> siblings;
    private final Map<Sibling, byte[]> beginnings = new HashMap<>();

    private Look(Instant at, List<Sibling> siblings) {
      this.at = at;
      this.siblings = siblings;
    }

    /** When. */
    Instant at() {
      return at;
    }

    private Set<FileState.Id> rotated() {
      return siblings.stream()
          .filter(Sibling::rotated)
          .map(sibling -> sibling.state().id())
          .collect(Collectors.toSet());
    }

    /**
     * Where the rest of a log is that was read up to there: the file itself, or else its copy.
     *
     * @throws NoSuchFileException if a file was renamed since; look again
     */
    Optional<Sibling> holding(FilePosition read) throws IOException {
      Optional<Sibling> copy = Optional.empty();
      for (Sibling sibling : siblings) {
        boolean same = sibling.state().id().equals(read.id());
        boolean proven = same || (sibling.rotated() && read.head().proves());
        if (proven && sibling.state().size() >= read.offset() && begins(sibling, read.head())) {
          if (same) {
            return Optional.of(sibling);
          }
          copy = Optional.of(sibling);
        }
      }
      return copy;
    }

    /**
     * Rotated files that were written since that time, oldest first, without known ones.
     *
     * @throws NoSuchFileException if a file was renamed since; look again
     */
    List<Sibling> writtenSince(Instant time, Collection<FilePosition> known) throws IOException {
      Instant since = time.minus(TICK);
      List<Sibling> newer = new ArrayList<>();
      for (Sibling sibling : siblings) {
        if (sibling.rotated()
            && !sibling.state().modified().isBefore(since)
            && Files.isReadable(sibling.path())
            && !isKnown(sibling, known)) {
          newer.add(sibling);
        }
      }
      newer.sort(OLDEST_FIRST);
      return newer;
    }

    private boolean isKnown(Sibling sibling, Collection<FilePosition> known) throws IOException {
      for (FilePosition position : known) {
        boolean same = position.id().equals(sibling.state().id());
        if ((same || position.head().proves()) && begins(sibling, position.head())) {
          return true;
        }
      }
      return false;
    }

    private boolean begins(Sibling sibling, Fingerprint head) throws IOException {
      byte[] beginning = beginning(sibling);
      return beginning.length >= head.length()
          && Fingerprint.of(Arrays.copyOf(beginning, head.length())).equals(head);
    }

    /** Nothing of a file that this user may not read. */
    private byte[] beginning(Sibling sibling) throws IOException {
      byte[] known = beginnings.get(sibling);
      if (known == null) {
        try (FileChannel file = FileChannel.open(sibling.path(), StandardOpenOption.READ)) {
          known = Fingerprint.beginning(file, Fingerprint.MAX_LENGTH);
        } catch (AccessDeniedException e) {
          known = new byte[0];
        }
        beginnings.put(sibling, known);
        if (FileState.of(sibling.path())
            .filter(s -> s.id().equals(sibling.state().id()))
            .isEmpty()) {
          throw new NoSuchFileException(sibling.path().toString());
        }
      }
      return known;
    }
  }
}
