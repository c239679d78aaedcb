package io.gatehouse.detector.acquire;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes numbered lines to a log for as long as it is let, and rotates it in every way now and
 * then. Nothing is written between a copy and its truncation: what is, is lost to every reader.
 */
final class RotatingWriter extends Thread implements AutoCloseable {
  private static final int KEPT = 50;
  private static final long PAUSE_NANOS = 1_000_000;

  private final Path log;
  private final boolean linked;
  private final Random random;
  private FileChannel file;
  private int targets;
  private volatile boolean stopping;
  private final AtomicInteger written = new AtomicInteger();

  /**
   * A writer that has begun its log.
   *
   * @param linked whether the log is a symbolic link, which is led to new files
   */
  RotatingWriter(Path log, boolean linked, long seed) throws IOException {
    this.log = log;
    this.linked = linked;
    this.random = new Random(seed);
    if (linked) {
      Files.createSymbolicLink(log, Files.createFile(nextTarget()));
    }
    this.file = FileChannel.open(log, CREATE, APPEND);
    setDaemon(true);
  }

  static String line(int number) {
    return "line number " + number + " of the log";
  }

  static int number(String line) {
    return Integer.parseInt(line.substring("line number ".length(), line.indexOf(" of the log")));
  }

  /** How many lines there are. */
  int written() {
    return written.get();
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        write(1 + random.nextInt(20));
        rotate(random.nextInt(linked ? 100 : 600));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when the last line is written. */
  void finish() throws InterruptedException {
    stopping = true;
    join();
  }

  @Override
  public void close() {
    stopping = true;
  }

  private void write(int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line(written.get() + i)).append('\n');
    }
    file.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    written.addAndGet(count);
  }

  private void rotate(int way) throws IOException {
    if (linked) {
      if (way == 0) {
        swap();
      }
      return;
    }
    switch (way) {
      case 0 -> rename(old(1), 0);
      case 1 -> rename(old(1), 3);
      case 2 -> rename(nextTarget(), 1);
      case 3, 4 -> copyAndTruncate();
      case 5 -> {
        copyAndTruncate();
        write(3);
        copyAndTruncate();
        rename(nextTarget(), 0);
      }
      default -> {}
    }
  }

  /** Some programs go on with the old file until they hear of it. */
  private void rename(Path to, int linesBeforeReopening) throws IOException {
    shift();
    Files.move(log, to);
    for (int i = 0; i < linesBeforeReopening; i++) {
      write(1);
    }
    reopen();
  }

  private void copyAndTruncate() throws IOException {
    shift();
    Files.copy(log, old(1));
    try (FileChannel truncated = FileChannel.open(log, WRITE)) {
      truncated.truncate(0);
    }
  }

  private void swap() throws IOException {
    Path link = log.resolveSibling("link");
    Files.createSymbolicLink(link, Files.createFile(nextTarget()));
    Files.move(link, log, StandardCopyOption.ATOMIC_MOVE);
    reopen();
  }

  private void reopen() throws IOException {
    file.close();
    file = FileChannel.open(log, CREATE, APPEND);
  }

  private Path nextTarget() {
    return log.resolveSibling(log.getFileName() + "-" + (20260101 + targets++));
  }

  private Path old(int number) {
    return log.resolveSibling(log.getFileName() + "." + number);
  }

  private void shift() throws IOException {
    for (int i = KEPT; i > 1; i--) {
      if (Files.exists(old(i - 1))) {
        Files.move(old(i - 1), old(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
