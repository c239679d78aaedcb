package io.gatehouse.detector.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Polled by hand, so that a log can be rotated at a moment of the test's own choice. */
class TailedPathTest {
  private static final int MAX_LINE = 1000;

  /** Less than two lines. */
  private static final int CHUNK = 16;

  @TempDir Path directory;
  private final BlockingQueue<LineBatch> queue = new LinkedBlockingQueue<>();
  private Path log;

  @BeforeEach
  void name() {
    log = directory.resolve("app.log");
  }

  @Test
  void a_log_that_is_truncated_while_older_files_are_read_loses_nothing() throws Exception {
    Files.writeString(log, "before the stop\n");
    LogPosition stopped = readAll(LogPosition.NONE).position();
    Files.writeString(log, "unread 1\nunread 2\nunread 3\n", StandardOpenOption.APPEND);
    Files.move(log, directory.resolve("app.log.1"));
    Files.writeString(log, "after the rename\n");
    TailedPath tail = tail(stopped);
    assertThat(tail.poll(ByteBuffer.allocate(CHUNK))).isTrue();

    Files.move(directory.resolve("app.log.1"), directory.resolve("app.log.2"));
    Files.copy(log, directory.resolve("app.log.1"));
    FileChannel.open(log, StandardOpenOption.WRITE).truncate(0).close();
    Files.writeString(log, "after the truncation\n", StandardOpenOption.APPEND);

    assertThat(rest(tail))
        .containsExactly(
            "unread 1", "unread 2", "unread 3", "after the rename", "after the truncation");
    tail.close();
  }

  private TailedPath readAll(LogPosition from) throws Exception {
    TailedPath tail = tail(from);
    rest(tail);
    tail.close();
    return tail;
  }

  private List<String> rest(TailedPath tail) {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    while (tail.poll(chunk)) {}
    List<LineBatch> batches = new ArrayList<>();
    queue.drainTo(batches);
    batches.forEach(batch -> batch.receipt().give());
    return batches.stream()
        .flatMap(batch -> batch.events().stream())
        .map(event -> event.line().raw())
        .toList();
  }

  private TailedPath tail(LogPosition from) throws Exception {
    Acquisition acquisition = Acquisitions.ofDsn("file://" + log, "t", Map.of(), "");
    Outlet outlet =
        new Outlet(
            acquisition,
            queue,
            () -> false,
            AcquireSettings.forReplay(),
            LoggerFactory.getLogger(TailedPathTest.class));
    return new TailedPath(log, MAX_LINE, outlet, from, new FromBeginning());
  }

  /** A file that nothing is known of is read whole. */
  private static final class FromBeginning implements TailedPath.Start {
    @Override
    public Optional<Long> offset(FileState state) {
      return Optional.of(0L);
    }

    @Override
    public boolean isReadElsewhere(FileState.Id id) {
      return false;
    }
  }
}
