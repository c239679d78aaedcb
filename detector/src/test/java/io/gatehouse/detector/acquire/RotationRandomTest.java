package io.gatehouse.detector.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbered lines, rotated now and then, read by sources that are stopped now and then. */
class RotationRandomTest {
  private static final int STEPS = 30;

  @TempDir Path logs;
  @TempDir Path data;
  private Path log = Path.of("");
  private int written;
  private final StringBuilder done = new StringBuilder();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void every_line_arrives_once_and_in_order(long seed) throws Exception {
    Random random = new Random(seed);
    log = logs.resolve("app.log");
    Files.writeString(log, "the first line, which is not read\n");
    List<String> read = new ArrayList<>();
    Tail tail = Tail.following(log, data);
    read.addAll(tail.lines());
    for (int step = 0; step < STEPS; step++) {
      write(1 + random.nextInt(20));
      if (random.nextBoolean()) {
        read.addAll(tail.lines());
      }
      write(random.nextInt(5));
      boolean stopped = random.nextInt(8) == 0;
      if (stopped) {
        tail.close();
      }
      for (int rotations = random.nextInt(4); rotations >= 0; rotations--) {
        rotate(random.nextInt(6));
        write(random.nextInt(5));
      }
      if (stopped) {
        tail = Tail.following(log, data);
      }
      read.addAll(tail.lines());
    }
    read.addAll(tail.lines());
    tail.close();
    for (int i = 0; i < written; i++) {
      String next = i < read.size() ? read.get(i) : "nothing";
      assertThat(next).as("seed %d, what was done: %s", seed, done).isEqualTo(line(i));
    }
    assertThat(read).hasSize(written);
  }

  private static String line(int number) {
    return "line number " + number + " of the log";
  }

  private void write(int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line(written++)).append('\n');
    }
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rotate(int way) throws IOException {
    if (Files.size(log) == 0) {
      return;
    }
    done.append(" ").append(way).append("@").append(written);
    switch (way) {
      case 0 -> {
        shift();
        Files.move(log, old(1));
        apart(old(1));
        Files.createFile(log);
      }
      case 1 -> {
        shift();
        Files.copy(log, old(1));
        apart(old(1));
        FileChannel.open(log, StandardOpenOption.WRITE).truncate(0).close();
      }
      case 2 -> {
        Path dated = logs.resolve("app.log-" + (20260101 + written));
        Files.move(log, dated);
        apart(dated);
        Files.createFile(log);
      }
      default -> {}
    }
  }

  private void shift() throws IOException {
    for (int i = 30; i > 0; i--) {
      if (Files.exists(old(i))) {
        Files.move(old(i), old(i + 1));
      }
    }
  }

  private Path old(int number) {
    return logs.resolve("app.log." + number);
  }

  /** Rotations are far apart, and file systems tell times that are too close as one. */
  private static void apart(Path rotated) throws IOException {
    Instant before = Files.getLastModifiedTime(rotated).toInstant();
    Instant until = before.plusMillis(10);
    Files.setLastModifiedTime(rotated, FileTime.from(before));
    while (Instant.now().isBefore(until)) {
      Thread.onSpinWait();
    }
  }
}
