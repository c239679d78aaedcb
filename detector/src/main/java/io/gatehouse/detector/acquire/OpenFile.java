package io.gatehouse.detector.acquire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import org.slf4j.Logger;

/**
 * A file that is read and grows. It holds on to the file whatever becomes of its name; once closed
 * it still knows how far its lines are acknowledged. Used by the reading thread.
 */
final class OpenFile implements Closeable {
  /** {@link #read} has found that the file is shorter than it was, or begins otherwise. */
  static final int TRUNCATED = -1;

  private final Logger log;
  private final FileChannel channel;
  private final FileState.Id id;
  private final LineSplitter splitter;
  private final Outstanding<Long> outstanding;
  private long offset;

  /** The first bytes that were read, never read again: the file may be another a moment later. */
  private byte[] beginning;

  private Fingerprint head;
  private Instant lastGrowth;
  private long lines;

  private OpenFile(
      FileChannel channel,
      FileState.Id id,
      long offset,
      byte[] beginning,
      int maxLine,
      Outlet outlet) {
    this.channel = channel;
    this.id = id;
    this.offset = offset;
    this.beginning = beginning;
    this.head = Fingerprint.of(beginning);
    this.splitter = new LineSplitter(maxLine);
    this.outstanding = new Outstanding<>(offset);
    this.lastGrowth = outlet.now();
    this.log = outlet.log();
  }

  /**
   * Opens a file.
   *
   * @param id which file the path stood for a moment ago
   * @throws NoSuchFileException if it stands for another one now, or was truncated; try again
   */
  static OpenFile at(Path path, FileState.Id id, long offset, int maxLine, Outlet outlet)
      throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      if (FileState.of(path).filter(state -> state.id().equals(id)).isEmpty()) {
        throw new NoSuchFileException(path.toString());
      }
      byte[] beginning = Fingerprint.beginning(channel, offset);
      if (channel.size() < offset) {
        throw new NoSuchFileException(path.toString());
      }
      return new OpenFile(channel, id, offset, beginning, maxLine, outlet);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Reads the next bytes and hands on their lines.
   *
   * @param chunk room for them
   * @return how many bytes, or {@link #TRUNCATED}
   */
  int read(ByteBuffer chunk, Outlet outlet, String src) throws IOException {
    int length = channel.read(chunk.clear(), offset);
    if (length <= 0) {
      return channel.size() < offset ? TRUNCATED : 0;
    }
    // looked at after reading, so that what was just read is known to follow what was read before
    if (channel.size() < offset + length || !head.matches(channel)) {
      return TRUNCATED;
    }
    byte[] bytes = new byte[length];
    chunk.flip().get(bytes);
    outlet.split(splitter, bytes, length, src);
    offset += length;
    lastGrowth = outlet.now();
    handOn(outlet, src);
    begins(bytes);
    return length;
  }

  private void begins(byte[] next) {
    int missing = Math.min(Fingerprint.MAX_LENGTH - beginning.length, next.length);
    if (missing > 0) {
      int known = beginning.length;
      beginning = Arrays.copyOf(beginning, known + missing);
      System.arraycopy(next, 0, beginning, known, missing);
      head = Fingerprint.of(beginning);
    }
  }

  /** Whether it holds what it held when it was read: it may be as long as before by chance. */
  boolean holdsTheSame() throws IOException {
    return channel.size() >= offset && head.matches(channel);
  }

  /** Hands on the last line, which has no end: no more will be written. */
  void finish(Outlet outlet, String src) {
    outlet.finish(splitter, src);
    handOn(outlet, src);
  }

  private void handOn(Outlet outlet, String src) {
    if (outlet.isEmpty()) {
      outstanding.skipTo(lineStart());
    } else {
      LineBatch batch = outlet.flush(src);
      lines += batch.events().size();
      outstanding.add(batch.receipt(), lineStart());
      log.trace("{}: {} lines up to byte {}", src, batch.events().size(), lineStart());
    }
  }

  private long lineStart() {
    return offset - splitter.pending();
  }

  /** Whether nothing was read of it, and it is read from its beginning. */
  boolean untouched() {
    return offset == 0;
  }

  FileState.Id id() {
    return id;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Whether all that was handed on is acknowledged. */
  boolean settled() {
    return outstanding.settled();
  }

  /** When something was last read. */
  Instant lastGrowth() {
    return lastGrowth;
  }

  long lines() {
    return lines;
  }

  long overlong() {
    return splitter.overlong();
  }

  /** Up to where it was read, whole lines only. */
  FilePosition readTo() {
    return new FilePosition(id, lineStart(), head);
  }

  /** Up to where it was read and acknowledged: where to go on after a crash. */
  FilePosition acknowledgedTo() {
    return new FilePosition(id, outstanding.done(), head);
  }

  @Override
  public void close() {
    splitter.release();
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("closing a log file failed", e);
    }
  }
}
