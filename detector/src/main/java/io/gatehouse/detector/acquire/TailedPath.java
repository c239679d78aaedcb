package io.gatehouse.detector.acquire;

import io.gatehouse.detector.acquire.Generations.Sibling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log by its name. Each time it is polled the name is looked up: where it stands for another file
 * than the one that is read, that one is read to its end first, then whatever the log was rotated
 * into meanwhile, then the new one. A file that has lost its name is held for a while, because
 * writers are slow to reopen. One that rests is closed, and opened again when it grows.
 *
 * <p>A truncated file is looked for among its copies, which hold what was not read.
 */
final class TailedPath {
  /** How long a writer may go on with a file that was rotated. */
  static final Duration LINGER = Duration.ofSeconds(10);

  /** After that, a file that does not grow is closed. */
  static final Duration REST = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(TailedPath.class);
  private static final int KEEP_GENERATIONS = 8;

  private final Path path;
  private final String src;
  private final int maxLine;
  private final Outlet outlet;
  private final Generations siblings;
  private final Trouble trouble;
  private final Deque<OpenFile> ahead = new ArrayDeque<>();
  private final List<OpenFile> lingering = new ArrayList<>();

  /** Every file of this name that lines were handed on from, oldest first, the current one last. */
  private final List<OpenFile> generations = new ArrayList<>();

  private final Start start;
  private List<FilePosition> saved;
  private @Nullable OpenFile current;
  private Instant modified = Instant.MIN;
  private long lines;
  private long overlong;
  private @Nullable Instant lastRead;

  /**
   * A log.
   *
   * @param saved where it was read up to in its generations, oldest first
   */
  TailedPath(Path path, int maxLine, Outlet outlet, List<FilePosition> saved, Start start) {
    this.path = path;
    this.src = path.toString();
    this.maxLine = maxLine;
    this.outlet = outlet;
    this.siblings = new Generations(path);
    this.trouble = new Trouble(LOG, src);
    this.saved = List.copyOf(saved);
    this.start = start;
  }

  /** Where a file begins that nothing is known of. */
  interface Start {
    /** Until when saved positions were known; {@link Instant#MAX} if there are none. */
    Instant known();

    /** The first byte to be read; empty while the file is read under another name. */
    Optional<Long> offset(FileState state);
  }

  /** Reads a little; false if nothing was there. */
  boolean poll(ByteBuffer chunk) {
    try {
      boolean any = pollCurrent(chunk);
      any |= pollLingering(chunk);
      trouble.isOver();
      return any;
    } catch (AccessDeniedException e) {
      trouble.is("may not be read by this user; give it the right, or run as root");
    } catch (IOException e) {
      trouble.is("cannot be read: " + e.getMessage());
    }
    return false;
  }

  private boolean pollCurrent(ByteBuffer chunk) throws IOException {
    Optional<FileState> now = FileState.of(path);
    if (current == null && (now.isEmpty() || rests(now.get()) || !begin(now.get()))) {
      return false;
    }
    OpenFile file = current;
    if (file == null) {
      return false;
    }
    if (now.isPresent() && now.get().id().equals(file.id())) {
      if (file.untouched() && truncatedUnread(file, now.get())) {
        return true;
      }
      // of a file that nothing was read of, the first time counts: what is newer is not known
      modified =
          file.untouched() && !modified.equals(Instant.MIN) ? modified : now.get().modified();
    }
    int length = file.read(chunk, outlet, src);
    if (length > 0) {
      lastRead = file.lastGrowth();
      return true;
    }
    return length == OpenFile.TRUNCATED ? truncated(file) : atEnd(file, now);
  }

  /**
   * Whether a log of which nothing was read yet was written, copied and truncated since it was
   * looked at last. Then the copy comes first.
   */
  private boolean truncatedUnread(OpenFile file, FileState now) throws IOException {
    if (modified.equals(Instant.MIN) || modified.equals(now.modified()) || !ahead.isEmpty()) {
      return false;
    }
    addNewer(modified, now);
    if (ahead.isEmpty()) {
      return false;
    }
    generations.remove(file);
    ahead.add(file);
    current = null;
    next();
    return true;
  }

  private boolean rests(FileState now) {
    if (generations.isEmpty()) {
      return false;
    }
    FilePosition last = generations.get(generations.size() - 1).readTo();
    return last.id().equals(now.id()) && last.offset() == now.size();
  }

  private boolean atEnd(OpenFile file, Optional<FileState> now) throws IOException {
    if (!ahead.isEmpty()) {
      next();
      return true;
    }
    if (now.isPresent() && !now.get().id().equals(file.id())) {
      FilePosition end = file.readTo();
      Instant since = siblings.holding(end).map(s -> s.state().modified()).orElse(modified);
      addNewer(since, now.get());
      addAgain(now.get());
      next();
      return true;
    }
    Duration still = Duration.between(file.lastGrowth(), outlet.now());
    if (still.compareTo(now.isEmpty() ? LINGER : REST) > 0) {
      close(file, now.isEmpty());
      current = null;
    }
    return false;
  }

  /** Goes on with what is known of the name's files, or with what it stands for now. */
  private boolean begin(FileState now) throws IOException {
    ahead.forEach(OpenFile::close);
    ahead.clear();
    List<FilePosition> known = known();
    if (known.isEmpty()) {
      Optional<Long> offset = start.offset(now);
      if (offset.isEmpty()) {
        return false;
      }
      add(path, now, Math.min(offset.get(), now.size()));
    } else {
      resume(known, now);
    }
    saved = List.of();
    next();
    return true;
  }

  private List<FilePosition> known() {
    List<FilePosition> known = new ArrayList<>(saved);
    generations.forEach(file -> known.add(file.readTo()));
    return known;
  }

  private void resume(List<FilePosition> known, FileState now) throws IOException {
    long offset = 0;
    Instant since = modified.equals(Instant.MIN) ? Instant.MAX : modified;
    Set<FileState.Id> added = new HashSet<>(Set.of(now.id()));
    for (FilePosition read : known) {
      Optional<Sibling> rest = siblings.holding(read);
      since = rest.map(sibling -> sibling.state().modified()).orElse(since);
      if (rest.isPresent() && rest.get().state().id().equals(now.id())) {
        offset = read.offset();
        since = offset == 0 ? start.known() : Instant.MAX;
      } else if (rest.isPresent() && added.add(rest.get().state().id())) {
        addRest(rest.get(), read);
      } else if (rest.isEmpty() && !saved.isEmpty() && read.equals(saved.get(saved.size() - 1))) {
        LOG.warn("{}: the file that was read before is gone; what it held may be missed", src);
      }
    }
    addNewer(since, now);
    add(path, now, offset);
  }

  /** Goes on with a file that had this name before, or begins a new one. */
  private void addAgain(FileState now) throws IOException {
    for (OpenFile file : List.copyOf(lingering)) {
      if (file.id().equals(now.id())) {
        lingering.remove(file);
        generations.remove(file);
        ahead.add(file);
        return;
      }
    }
    long offset = 0;
    for (FilePosition read : known()) {
      if (read.id().equals(now.id()) && siblings.holding(read).isPresent()) {
        offset = read.offset();
      }
    }
    add(path, now, offset);
  }

  private void addRest(Sibling rest, FilePosition read) throws IOException {
    if (rest.state().size() > read.offset()) {
      add(rest.path(), rest.state(), read.offset());
    }
  }

  /** What the log was rotated into and out of again while nobody looked. */
  private void addNewer(Instant since, FileState now) throws IOException {
    if (since.equals(Instant.MAX)) {
      return;
    }
    List<FilePosition> known = known();
    ahead.forEach(file -> known.add(file.readTo()));
    known.add(new FilePosition(now.id(), 0, siblings.head(path, now)));
    for (Sibling sibling : siblings.newerThan(since, known)) {
      add(sibling.path(), sibling.state(), 0);
    }
  }

  /** Closes it; what was known of it leads to its copy and to what was written since. */
  private boolean truncated(OpenFile file) {
    LOG.info("{} was truncated; it is read from its beginning", src);
    close(file, false);
    current = null;
    return true;
  }

  private void add(Path place, FileState state, long offset) throws IOException {
    ahead.add(OpenFile.at(place, state.id(), offset, maxLine, outlet.now()));
  }

  private void next() {
    if (current != null) {
      lingering.add(current);
    }
    current = ahead.remove();
    generations.add(current);
    modified = Instant.MIN;
    forget();
  }

  /** Leaves out files that need not be known any more. */
  private void forget() {
    int excess = generations.size() - KEEP_GENERATIONS;
    for (int i = 0; i < generations.size() - 1; ) {
      OpenFile file = generations.get(i);
      boolean replaced = i + 1 < generations.size() && again(file, i + 1);
      if (!file.isOpen() && file.settled() && (replaced || excess > 0)) {
        generations.remove(i);
        excess--;
      } else {
        i++;
      }
    }
  }

  private boolean again(OpenFile file, int from) {
    return generations.stream().skip(from).anyMatch(later -> later.id().equals(file.id()));
  }

  private boolean pollLingering(ByteBuffer chunk) throws IOException {
    boolean any = false;
    for (OpenFile file : List.copyOf(lingering)) {
      int length = file.read(chunk, outlet, src);
      any |= length > 0;
      Duration still = Duration.between(file.lastGrowth(), outlet.now());
      if (length == OpenFile.TRUNCATED || still.compareTo(LINGER) > 0) {
        lingering.remove(file);
        close(file, length != OpenFile.TRUNCATED);
      }
    }
    return any;
  }

  private void close(OpenFile file, boolean complete) {
    if (complete) {
      file.finish(outlet, src);
    }
    overlong += file.overlong();
    lines += file.lines();
    file.close();
  }

  /** Whether a file of this name, or of one before, is that one, and open. */
  boolean reads(FileState.Id id) {
    return generations.stream().anyMatch(file -> file.isOpen() && file.id().equals(id))
        || ahead.stream().anyMatch(file -> file.id().equals(id));
  }

  /** Up to where that file was read under this name. */
  Optional<Long> readTo(FileState.Id id) {
    return known().stream()
        .filter(position -> position.id().equals(id))
        .map(FilePosition::offset)
        .max(Long::compare);
  }

  /** Where to go on after a crash: the generations, oldest first. */
  List<FilePosition> positions() {
    forget();
    List<FilePosition> positions = new ArrayList<>(saved);
    generations.forEach(file -> positions.add(file.acknowledgedTo()));
    ahead.forEach(file -> positions.add(file.acknowledgedTo()));
    return positions;
  }

  boolean settled() {
    return generations.stream().allMatch(OpenFile::settled);
  }

  SourceHealth health() {
    String what = trouble.message();
    if (what.isEmpty() && current == null && generations.isEmpty()) {
      what = "does not exist yet";
    }
    long allLines = lines;
    long cut = overlong;
    for (OpenFile file : generations) {
      allLines += file.isOpen() ? file.lines() : 0;
      cut += file.isOpen() ? file.overlong() : 0;
    }
    return new SourceHealth(src, outlet.acquisition().type(), allLines, cut, lastRead, what);
  }

  void close() {
    ahead.forEach(OpenFile::close);
    generations.forEach(OpenFile::close);
  }
}
