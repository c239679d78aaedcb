package io.gatehouse.detector.acquire;

import io.gatehouse.detector.acquire.Acquisition.Files;
import io.gatehouse.detector.acquire.Acquisition.Journal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all sources in one thread and hands out batches of lines, of which only so many wait: while
 * nobody takes them, nothing is read, and nothing is lost. Logs are looked at ten times a second.
 * Up to where they are acknowledged is written down every second, and when this is closed.
 * Thread-safe.
 */
public final class DataSources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataSources.class);
  private static final int QUEUE_BATCHES = 4;
  private static final int CHUNK_BYTES = 1 << 16;
  private static final long PAUSE_MILLIS = 100;
  private static final long NOTE_NANOS = 1_000_000_000;
  private static final long JOIN_MILLIS = 10_000;

  private final AcquireSettings settings;
  private final BlockingQueue<LineBatch> queue = new ArrayBlockingQueue<>(QUEUE_BATCHES);
  private final List<Input> inputs = new ArrayList<>();
  private final Trouble noting;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile List<SourceHealth> health = List.of();

  /** Written by the reading thread. */
  private volatile boolean ended;

  /** What the file says. The reading thread's, and after it the closing one's. */
  private Positions noted;

  /** Guarded by this: rounds that have begun, and the last one that found all read and done. */
  private long rounds;

  private long quietRound = -1;

  private DataSources(List<Acquisition> acquisitions, AcquireSettings settings) {
    this.settings = settings;
    this.noting = new Trouble(LOG, "the file of positions");
    this.noted =
        settings
            .positions()
            .map(Positions::read)
            .orElseGet(() -> new Positions(settings.time().instant()));
    for (int i = 0; i < acquisitions.size(); i++) {
      add(acquisitions.get(i), logOf(i, acquisitions.get(i)));
    }
    this.thread = new Thread(this::run, "acquire");
    thread.setDaemon(true);
  }

  /** Begins to read. A source that cannot be read is told of, and does not keep the others. */
  public static DataSources start(List<Acquisition> acquisitions, AcquireSettings settings) {
    DataSources sources = new DataSources(acquisitions, settings);
    sources.thread.start();
    return sources;
  }

  /** Each source has a logger of its own, so that it has a level of its own. */
  private Logger logOf(int number, Acquisition acquisition) {
    String name = DataSources.class.getPackageName() + ".source" + number;
    settings.logLevels().set(name, acquisition.logLevel());
    return LoggerFactory.getLogger(name);
  }

  private void add(Acquisition acquisition, Logger log) {
    Outlet outlet = new Outlet(acquisition, queue, () -> stopping, settings, log);
    Acquisition.Origin origin = acquisition.origin();
    if (origin instanceof Files files) {
      byte[] bytes = new byte[CHUNK_BYTES];
      inputs.add(
          files.follow()
              ? new FileInput(files, outlet, noted, ByteBuffer.wrap(bytes))
              : new ReplayedFiles(files, outlet, bytes));
    } else if (origin instanceof Journal journal) {
      inputs.add(new JournalInput(journal, outlet, noted, settings));
    }
  }

  private void run() {
    try {
      long nextNote = System.nanoTime();
      while (!stopping) {
        round();
        if (System.nanoTime() - nextNote >= 0) {
          note();
          nextNote = System.nanoTime() + NOTE_NANOS;
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.error("reading logs has stopped", e);
      throw e;
    } finally {
      ended = true;
    }
  }

  private void round() {
    synchronized (this) {
      rounds++;
    }
    boolean any = false;
    for (Input input : inputs) {
      any |= input.poll();
    }
    if (any) {
      return;
    }
    boolean settled = inputs.stream().allMatch(Input::settled);
    ended = inputs.stream().allMatch(Input::ended);
    synchronized (this) {
      if (settled) {
        quietRound = rounds;
        notifyAll();
      }
      pause(PAUSE_MILLIS);
    }
  }

  /** Rests until it is time to look again, or somebody wants to know. */
  @SuppressWarnings("WaitNotInLoop") // to look too early does no harm
  private synchronized void pause(long millis) {
    try {
      if (!stopping) {
        wait(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note() {
    List<SourceHealth> all = new ArrayList<>();
    inputs.forEach(input -> all.addAll(input.health()));
    health = List.copyOf(all);
    settings.positions().ifPresent(this::write);
  }

  private void write(Path file) {
    Positions now = new Positions(settings.time().instant());
    inputs.forEach(input -> input.note(now));
    if (now.same(noted)) {
      return;
    }
    try {
      now.write(file);
      noted = now;
      noting.isOver();
    } catch (IOException e) {
      noting.is("cannot be written, lines may be read again after a restart: " + e);
    }
  }

  /**
   * The next lines.
   *
   * @return empty if none come in that time
   */
  public Optional<LineBatch> poll(Duration patience) throws InterruptedException {
    return Optional.ofNullable(queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Whether all was read and taken, and nothing can follow. */
  public boolean finished() {
    return ended && queue.isEmpty();
  }

  /**
   * Waits until everything that is there now is read and acknowledged.
   *
   * @return false if it is not after that time
   */
  public synchronized boolean awaitQuiet(Duration patience) throws InterruptedException {
    long from = rounds;
    long end = System.nanoTime() + patience.toNanos();
    notifyAll();
    while (quietRound <= from) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** How each source was, a second ago at most. */
  public List<SourceHealth> health() {
    return health;
  }

  /**
   * Reads no more. What was read may still be taken and acknowledged; what is not will be read
   * again at the next start.
   */
  public void stop() {
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops, and writes down what was acknowledged. */
  @Override
  public void close() {
    stop();
    if (thread.isAlive()) {
      LOG.warn("a log could not be left in time; what was read last is read again");
      return;
    }
    note();
    inputs.forEach(Input::close);
    inputs.clear();
  }
}
