package io.gatehouse.detector.acquire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * The log files of one acquisition, followed. Its globs are looked at again and again, for at most
 * a fiftieth of the time, so that files and directories may appear later.
 *
 * <p>What is there at the first start is read from its end. What appears later is read from its
 * beginning, unless it was last written before that: then it is old.
 */
final class FileInput implements Input {
  private static final long SCAN_NANOS = 200_000_000;
  private static final int SCAN_SHARE = 50;

  private final Acquisition.Files files;
  private final Outlet outlet;
  private final Logger log;
  private final Positions before;
  private final ByteBuffer chunk;
  private final List<PathGlob> globs;
  private final List<Pattern> excluded;
  private final Map<Path, TailedPath> paths = new TreeMap<>();
  private final Set<Path> leftOut = new HashSet<>();
  private final Map<String, Trouble> troubles = new TreeMap<>();
  private final Instant started;
  private boolean first = true;
  private long nextScan;

  /**
   * An input.
   *
   * @param before what was known when the program last stopped
   * @param chunk room for what is read
   */
  FileInput(Acquisition.Files files, Outlet outlet, Positions before, ByteBuffer chunk) {
    this.files = files;
    this.outlet = outlet;
    this.log = outlet.log();
    this.before = before;
    this.chunk = chunk;
    this.globs = files.patterns().stream().map(PathGlob::new).toList();
    this.excluded = files.excluded().stream().map(Pattern::compile).toList();
    this.started = outlet.now();
    this.nextScan = System.nanoTime();
  }

  @Override
  public boolean poll() {
    long now = System.nanoTime();
    if (now - nextScan >= 0) {
      globs.forEach(this::scan);
      first = false;
      long end = System.nanoTime();
      nextScan = end + Math.max(SCAN_NANOS, SCAN_SHARE * (end - now));
    }
    boolean any = false;
    for (TailedPath path : paths.values()) {
      any |= path.poll(chunk);
    }
    return any;
  }

  private void scan(PathGlob glob) {
    Trouble trouble =
        troubles.computeIfAbsent(glob.toString(), text -> new Trouble(log, "file: " + text));
    try {
      for (Path path : glob.paths()) {
        if (!paths.containsKey(path) && !isExcluded(path)) {
          log.debug("{} is followed, for {}", path, glob);
          paths.put(path, tailed(path, glob));
        }
      }
      trouble.isOver();
    } catch (IOException e) {
      trouble.is("cannot be looked at: " + e.getMessage());
    }
  }

  private boolean isExcluded(Path path) {
    if (excluded.stream().noneMatch(pattern -> pattern.matcher(path.toString()).find())) {
      return false;
    }
    if (leftOut.add(path)) {
      log.debug("{} is left out by exclude_regexps", path);
    }
    return true;
  }

  private TailedPath tailed(Path path, PathGlob glob) {
    LogPosition saved = before.of(path, outlet.acquisition().type());
    Instant since = first ? before.since(glob.toString()).orElse(Instant.MAX) : started;
    TailedPath.Start start =
        new TailedPath.Start() {
          @Override
          public Optional<Long> offset(FileState state) {
            return start(path, state, since);
          }

          @Override
          public boolean isReadElsewhere(FileState.Id id) {
            return elsewhere(path)
                .anyMatch(other -> other.reads(id) || other.readTo(id).isPresent());
          }
        };
    return new TailedPath(path, files.maxLine(), outlet, saved, start);
  }

  private Optional<Long> start(Path path, FileState state, Instant since) {
    if (elsewhere(path).anyMatch(other -> other.reads(state.id()))) {
      return Optional.empty();
    }
    long fresh = startsAnew(state, since) ? 0 : state.size();
    return elsewhere(path)
        .flatMap(other -> other.readTo(state.id()).stream())
        .filter(offset -> offset <= state.size())
        .findFirst()
        .or(() -> Optional.of(fresh));
  }

  private Stream<TailedPath> elsewhere(Path path) {
    return paths.entrySet().stream()
        .filter(other -> !other.getKey().equals(path))
        .map(Map.Entry::getValue);
  }

  private boolean startsAnew(FileState state, Instant since) {
    return !since.equals(Instant.MAX) && !state.modified().isBefore(since);
  }

  @Override
  public boolean ended() {
    return false;
  }

  @Override
  public boolean settled() {
    return paths.values().stream().allMatch(TailedPath::settled);
  }

  @Override
  public void note(Positions positions) {
    globs.forEach(glob -> positions.addPattern(glob.toString()));
    paths.forEach(
        (path, tailed) -> positions.add(path, outlet.acquisition().type(), tailed.position()));
  }

  @Override
  public List<SourceHealth> health() {
    List<SourceHealth> health = new ArrayList<>();
    paths.values().forEach(path -> health.add(path.health()));
    troubles.forEach((glob, trouble) -> unread(glob, trouble, health));
    return health;
  }

  private void unread(String glob, Trouble trouble, List<SourceHealth> health) {
    String what = trouble.message();
    if (what.isEmpty() && paths.isEmpty()) {
      what = "matches no file yet";
    }
    if (!what.isEmpty()) {
      health.add(new SourceHealth(glob, outlet.acquisition().type(), 0, 0, null, what));
    }
  }

  @Override
  public void close() {
    paths.values().forEach(TailedPath::close);
  }
}
