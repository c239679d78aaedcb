package io.gatehouse.detector.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The systemd journal, through its own program as a child process. Where that ends it is started
 * again behind the last entry, later each time that it fails. A place in the journal is a cursor,
 * or {@code @} with the second at which reading began.
 */
final class JournalInput implements Input {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LAST_PAUSE = Duration.ofMinutes(1);

  /** Bytes of an entry as JSON, in which a byte of a message may take four. */
  private static final int MAX_ENTRY = 1 << 23;

  private static final int MAX_LINE = Acquisition.Files.DEFAULT_MAX_LINE;
  private static final int CURSOR_ATTEMPTS = 3;
  private static final String FIELDS =
      "MESSAGE,_HOSTNAME,SYSLOG_IDENTIFIER,_COMM,_PID,SYSLOG_PID,_SOURCE_REALTIME_TIMESTAMP";

  private final Acquisition.Journal journal;
  private final Outlet outlet;
  private final Logger log;
  private final List<String> program;
  private final ZoneId zone;
  private final String src;
  private final Trouble trouble;
  private final Outstanding<String> outstanding;
  private final byte[] bytes = new byte[1 << 16];
  private LineSplitter splitter = new LineSplitter(MAX_ENTRY);
  private @Nullable Process process;
  private Instant nextStart = Instant.MIN;
  private Duration pause = FIRST_PAUSE;
  private int failures;
  private boolean ended;
  private String place;
  private String lastSecond;
  private long lines;
  private long unreadable;
  private @Nullable Instant lastRead;

  JournalInput(
      Acquisition.Journal journal, Outlet outlet, Positions before, AcquireSettings settings) {
    this.journal = journal;
    this.outlet = outlet;
    this.log = outlet.log();
    this.program = settings.journalctl();
    this.zone = settings.zone();
    this.src = journal.summary();
    this.trouble = new Trouble(log, src);
    this.lastSecond = "@" + outlet.now().getEpochSecond();
    String saved = before.cursor(src);
    this.place = journal.follow() && saved.isEmpty() ? lastSecond : saved;
    this.outstanding = new Outstanding<>(place);
  }

  @Override
  public boolean poll() {
    try {
      Process child = process;
      if (child != null) {
        return read(child);
      }
      if (!ended && !outlet.now().isBefore(nextStart)) {
        List<String> command = command();
        log.debug("{}: {} is started", src, String.join(" ", command));
        process = new ProcessBuilder(command).start();
        return true;
      }
    } catch (IOException e) {
      failed("cannot be read: " + e.getMessage());
    }
    return false;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("--output=json", "--all", "--no-pager", "--output-fields=" + FIELDS));
    if (journal.follow()) {
      command.addAll(List.of("--follow", "--no-tail"));
      boolean lost = failures >= CURSOR_ATTEMPTS;
      String from = lost ? lastSecond : place;
      command.add((from.startsWith("@") ? "--since=" : "--after-cursor=") + from);
    } else if (!journal.since().isEmpty()) {
      command.add("--since=" + journal.since());
    }
    command.addAll(journal.filters());
    return command;
  }

  private boolean read(Process child) throws IOException {
    boolean alive = child.isAlive();
    InputStream out = child.getInputStream();
    int available = out.available();
    if (available > 0) {
      int length = out.read(bytes, 0, Math.min(available, bytes.length));
      long cutBefore = splitter.overlong();
      splitter.split(bytes, length, this::entry);
      outlet.cut(src, splitter.overlong() - cutBefore, MAX_ENTRY);
      handOn();
      return true;
    }
    if (!alive) {
      exited(child);
      return true;
    }
    return false;
  }

  private void entry(String json) {
    Optional<JournalEntry> entry = JournalEntry.parse(json, zone);
    if (entry.isEmpty()) {
      unreadable++;
      return;
    }
    place = entry.get().cursor();
    lastSecond = "@" + entry.get().time().getEpochSecond();
    if (!entry.get().text().isEmpty()) {
      outlet.add(bounded(entry.get().text()), src, outlet.now());
    }
  }

  private String bounded(String text) {
    if (text.length() <= MAX_LINE) {
      return text;
    }
    outlet.cut(src, 1, MAX_LINE);
    return text.substring(0, MAX_LINE);
  }

  private void handOn() {
    failures = 0;
    pause = FIRST_PAUSE;
    trouble.isOver();
    if (outlet.isEmpty()) {
      outstanding.skipTo(place);
      return;
    }
    LineBatch batch = outlet.flush(src);
    lines += batch.events().size();
    lastRead = outlet.now();
    outstanding.add(batch.receipt(), place);
    log.trace("{}: {} lines up to {}", src, batch.events().size(), place);
  }

  private void exited(Process child) throws IOException {
    String said =
        new String(child.getErrorStream().readNBytes(1000), StandardCharsets.UTF_8).strip();
    int status = child.exitValue();
    log.debug("{}: ended with status {} after {} lines", src, status, lines);
    release();
    if (!journal.follow()) {
      ended = true;
      if (status != 0) {
        trouble.is("ended with status " + status + ": " + said);
      }
    } else {
      failed("ended with status " + status + " and is started again: " + said);
    }
  }

  private void failed(String what) {
    release();
    failures++;
    trouble.is(what.replaceAll("\\s+", " "));
    ended = !journal.follow();
    nextStart = outlet.now().plus(pause);
    pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : pause.multipliedBy(2);
  }

  private void release() {
    if (process != null) {
      process.destroy();
      process = null;
    }
    splitter = new LineSplitter(MAX_ENTRY);
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public boolean settled() {
    return outstanding.settled();
  }

  @Override
  public void note(Positions positions) {
    if (journal.follow()) {
      positions.addCursor(src, outstanding.done());
    }
  }

  @Override
  public List<SourceHealth> health() {
    String type = outlet.acquisition().type();
    return List.of(new SourceHealth(src, type, lines, unreadable, lastRead, trouble.message()));
  }

  @Override
  public void close() {
    release();
    ended = true;
  }
}
