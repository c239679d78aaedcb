package io.gatehouse.detector.acquire;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files beside a log that it was rotated into: {@code access.log.1}, {@code
 * access.log-20260101}, {@code access-20260101.log}, {@code 0.log.20260101-120000}. Compressed ones
 * are left out.
 */
final class Generations {
  private static final String ROTATED = "[._-](old|prev|[0-9][0-9A-Za-z:+._-]*)";
  private static final Pattern PACKED = Pattern.compile(".*\\.(gz|xz|bz2|zst|lz4|Z|zip|tmp)");

  private final Path path;

  Generations(Path path) {
    this.path = path;
  }

  /** A file beside the log. */
  record Sibling(Path path, FileState state) {}

  /** Where the rest of a log is that was read up to there: the file itself, or else its copy. */
  Optional<Sibling> holding(FilePosition read) throws IOException {
    Optional<Sibling> copy = Optional.empty();
    for (Sibling sibling : all()) {
      boolean same = sibling.state().id().equals(read.id());
      boolean fits = sibling.state().size() >= read.offset();
      if (fits && same && begins(sibling, read.head())) {
        return Optional.of(sibling);
      }
      if (fits && !same && read.head().proves() && rotated(sibling.path())) {
        copy = begins(sibling, read.head()) ? Optional.of(sibling) : copy;
      }
    }
    return copy;
  }

  /** Rotated files that were last written after that time, oldest first, known ones left out. */
  List<Sibling> newerThan(Instant time, Collection<FilePosition> known) throws IOException {
    List<Sibling> newer = new ArrayList<>();
    for (Sibling sibling : all()) {
      if (sibling.state().modified().isAfter(time)
          && rotated(sibling.path())
          && !isKnown(sibling, known)) {
        newer.add(sibling);
      }
    }
    newer.sort(Comparator.comparing(sibling -> sibling.state().modified()));
    return newer;
  }

  /** How that file begins now, so that a copy which is being made of it is known as one. */
  Fingerprint head(Path file, FileState state) throws IOException {
    if (FileState.of(file).filter(now -> now.id().equals(state.id())).isEmpty()) {
      return Fingerprint.NONE;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return Fingerprint.of(channel, channel.size());
    }
  }

  private static boolean isKnown(Sibling sibling, Collection<FilePosition> known)
      throws IOException {
    for (FilePosition position : known) {
      boolean same = position.id().equals(sibling.state().id());
      if ((same || position.head().proves()) && begins(sibling, position.head())) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(Sibling sibling, Fingerprint head) throws IOException {
    if (head.length() == 0) {
      return true;
    }
    try (FileChannel file = FileChannel.open(sibling.path(), StandardOpenOption.READ)) {
      return head.matches(file);
    }
  }

  private boolean rotated(Path sibling) throws IOException {
    String name = String.valueOf(sibling.getFileName());
    for (Path log : names()) {
      String base = String.valueOf(log.getFileName());
      int dot = base.lastIndexOf('.');
      String stem = dot <= 0 ? base : base.substring(0, dot);
      String extension = dot <= 0 ? "" : base.substring(dot);
      if (name.matches(Pattern.quote(base) + ROTATED)
          || name.matches(Pattern.quote(stem) + ROTATED + Pattern.quote(extension))) {
        return true;
      }
    }
    return false;
  }

  private List<Sibling> all() throws IOException {
    List<Sibling> siblings = new ArrayList<>();
    Set<Path> directories = new LinkedHashSet<>();
    for (Path log : names()) {
      directories.add(log.toAbsolutePath().getParent());
    }
    for (Path directory : directories) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          Optional<FileState> state = FileState.of(entry);
          if (state.isPresent() && !PACKED.matcher(entry.toString()).matches()) {
            siblings.add(new Sibling(entry, state.get()));
          }
        }
      }
    }
    return siblings;
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
}
