package io.gatehouse.detector.acquire;

import io.gatehouse.detector.acquire.Generations.Look;
import io.gatehouse.detector.acquire.Generations.Sibling;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

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

  private static final int KEEP_GENERATIONS = 8;

  private final Path path;
  private final String src;
  private final int maxLine;
  private final Outlet outlet;
  private final Logger log;
  private final Generations siblings;
  private final Trouble trouble;
  private final Deque<OpenFile> ahead = new ArrayDeque<>();
  private final List<OpenFile> lingering = new ArrayList<>();

  /** Every file of this name that lines were handed on from, oldest first, the current one last. */
  private final List<OpenFile> generations = new ArrayList<>();

  private final Start start;
  private List<FilePosition> saved;
  private @Nullable OpenFile current;

  /** When the name stood for the current file last, or its directory was listed. */
  private Instant looked;

  /** When the current file was written last by then; the beginning of time while it is unknown. */
  private Instant modified = Instant.MIN;

  private long lines;
  private long overlong;
  private @Nullable Instant lastRead;

  /**
   * A log.
   *
   * @param saved where it was read up to before
   */
  TailedPath(Path path, int maxLine, Outlet outlet, LogPosition saved, Start start) {
    this.path = path;
    this.src = path.toString();
    this.maxLine = maxLine;
    this.outlet = outlet;
    this.log = outlet.log();
    this.siblings = new Generations(path);
    this.trouble = new Trouble(log, src);
    this.saved = saved.generations();
    this.looked = saved.looked();
    this.start = start;
  }

  /** Where a file begins that nothing is known of. */
  interface Start {
    /** The first byte to be read; empty while the file is read under another name. */
    Optional<Long> offset(FileState state);

    /** Whether that file is read under another name, or was. */
    boolean isReadElsewhere(FileState.Id id);
  }

  /** Reads a little; false if nothing was there. */
  boolean poll(ByteBuffer chunk) {
    try {
      boolean any = pollCurrent(chunk);
      any |= pollLingering(chunk);
      trouble.isOver();
      return any;
    } catch (NoSuchFileException e) {
      log.debug("{} was renamed while it was looked for", e.getFile());
    } catch (AccessDeniedException e) {
      trouble.is("may not be read by this user; give it the right, or run as root");
    } catch (IOException e) {
      trouble.is("cannot be read: " + e.getMessage());
    }
    return false;
  }

  private boolean pollCurrent(ByteBuffer chunk) throws IOException {
    Instant at = outlet.now();
    Optional<FileState> now = FileState.of(path);
    if (current == null && (now.isEmpty() || rests(now.get()) || !begin(now.get()))) {
      return false;
    }
    OpenFile file = current;
    if (file == null) {
      return false;
    }
    boolean named = now.filter(state -> state.id().equals(file.id())).isPresent();
    boolean written = named && !modified.equals(now.get().modified());
    if (written && file.untouched() && truncatedUnread(file, now.get())) {
      return true;
    }
    int length = file.read(chunk, outlet, src);
    if (length == 0 && written && !file.holdsTheSame()) {
      length = OpenFile.TRUNCATED;
    }
    if (length == OpenFile.TRUNCATED) {
      return truncated(file);
    }
    if (named) {
      modified = now.get().modified();
      looked = at;
    }
    if (length > 0) {
      lastRead = file.lastGrowth();
      return true;
    }
    return atEnd(file, now);
  }

  /**
   * Whether a log of which nothing was read yet was written, copied and truncated since it was
   * looked at last. Then the copy comes first.
   */
  private boolean truncatedUnread(OpenFile file, FileState now) throws IOException {
    if (!ahead.isEmpty()) {
      return false;
    }
    Look look = siblings.look(outlet.now());
    List<OpenFile> copies = unseen(look, now, List.of());
    if (copies.isEmpty()) {
      return false;
    }
    generations.remove(file);
    ahead.addAll(copies);
    looked = look.at();
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
      if (!file.holdsTheSame()) {
        return truncated(file);
      }
      goOn(now.get());
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

  /** Takes up what the name stood for meanwhile, and what it stands for now. All or nothing. */
  private void goOn(FileState now) throws IOException {
    log.debug("{} was rotated; it is another file now", src);
    Look look = siblings.look(outlet.now());
    List<OpenFile> following = unseen(look, now, List.of());
    try {
      siblings.requireUnchanged(look);
      following.add(again(look, now));
    } catch (IOException e) {
      following.forEach(OpenFile::close);
      throw e;
    }
    ahead.addAll(following);
    looked = look.at();
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
      looked = outlet.now();
      ahead.add(open(path, now, Math.min(offset.get(), now.size())));
    } else {
      ahead.addAll(following(known, now));
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

  /** What was not read of the known files, then unseen ones, then what the name stands for now. */
  private List<OpenFile> following(List<FilePosition> known, FileState now) throws IOException {
    Look look = siblings.look(outlet.now());
    Map<FileState.Id, Rest> rests = new LinkedHashMap<>();
    boolean lost = false;
    for (FilePosition read : known) {
      Optional<Sibling> file = look.holding(read);
      file.ifPresent(
          holding ->
              rests.merge(
                  holding.state().id(), new Rest(holding, read.offset()), Rest::furtherThan));
      lost = file.isEmpty() && !saved.isEmpty();
    }
    if (lost) {
      log.warn("{}: the file that was read before is gone; what it held may be missed", src);
    }
    Rest own = rests.remove(now.id());
    List<OpenFile> following = new ArrayList<>();
    try {
      for (Rest rest : rests.values()) {
        if (rest.file().state().size() > rest.offset()) {
          following.add(open(rest.file().path(), rest.file().state(), rest.offset()));
        }
      }
      following.addAll(unseen(look, now, following));
      following.add(open(path, now, own == null ? 0 : own.offset()));
      siblings.requireUnchanged(look);
      looked = look.at();
      return following;
    } catch (IOException e) {
      following.forEach(OpenFile::close);
      throw e;
    }
  }

  /** A file and the offset of what was not read of it. */
  private record Rest(Sibling file, long offset) {
    Rest furtherThan(Rest other) {
      return other.offset > offset ? other : this;
    }
  }

  /** A file that had this name before, or a new one. */
  private OpenFile again(Look look, FileState now) throws IOException {
    for (OpenFile file : List.copyOf(lingering)) {
      if (file.id().equals(now.id())) {
        lingering.remove(file);
        generations.remove(file);
        return file;
      }
    }
    long offset = 0;
    for (FilePosition read : known()) {
      if (read.id().equals(now.id())
          && look.holding(read).filter(at -> isThat(at, now)).isPresent()) {
        offset = read.offset();
      }
    }
    return open(path, now, offset);
  }

  private static boolean isThat(Sibling sibling, FileState now) {
    return sibling.state().id().equals(now.id());
  }

  /** What the log was rotated into and out of again while nobody looked. */
  private List<OpenFile> unseen(Look look, FileState now, List<OpenFile> others)
      throws IOException {
    List<FilePosition> known = known();
    others.forEach(file -> known.add(file.readTo()));
    known.add(new FilePosition(now.id(), 0, siblings.head(now)));
    List<OpenFile> unseen = new ArrayList<>();
    try {
      for (Sibling sibling : look.writtenSince(looked, known)) {
        if (!start.isReadElsewhere(sibling.state().id())) {
          unseen.add(open(sibling.path(), sibling.state(), 0));
        }
      }
    } catch (IOException e) {
      unseen.forEach(OpenFile::close);
      throw e;
    }
    return unseen;
  }

  /** Closes it; what was known of it leads to its copy and to what was written since. */
  private boolean truncated(OpenFile file) {
    log.info("{} was truncated; it is read from its beginning", src);
    close(file, false);
    current = null;
    return true;
  }

  private OpenFile open(Path place, FileState state, long offset) throws IOException {
    log.debug("{}: {} is opened at byte {} of {}", src, place, offset, state.size());
    return OpenFile.at(place, state.id(), offset, maxLine, outlet);
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

  /**
   * Leaves out the oldest files. Those that were read whole are known for a while, so that their
   * copies are not taken for something new.
   */
  private void forget() {
    int excess = generations.size() - KEEP_GENERATIONS;
    for (int i = 0; i < generations.size() - 1 && excess > 0; ) {
      OpenFile file = generations.get(i);
      if (!file.isOpen() && file.settled()) {
        generations.remove(i);
        excess--;
      } else {
        i++;
      }
    }
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
    log.debug(
        "{}: a file is closed at byte {}, {} lines", src, file.readTo().offset(), file.lines());
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
        .reduce((earlier, later) -> later);
  }

  /** Where to go on after a crash. */
  LogPosition position() {
    forget();
    List<FilePosition> positions = new ArrayList<>(saved);
    generations.forEach(file -> positions.add(file.acknowledgedTo()));
    ahead.forEach(file -> positions.add(file.acknowledgedTo()));
    return new LogPosition(looked, positions);
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
