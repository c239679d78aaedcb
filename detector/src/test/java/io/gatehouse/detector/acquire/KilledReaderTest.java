package io.gatehouse.detector.acquire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a log is read by processes that are killed while it is written and rotated. */
class KilledReaderTest {
  private static final int ROUNDS = 4;

  /** From printing a line to acknowledging it, on a machine that is busy. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  @TempDir Path logs;
  @TempDir Path data;

  private final BitSet read = new BitSet();

  /** Lines that were acknowledged before the place was noted. */
  private final BitSet noted = new BitSet();

  @ParameterizedTest(name = "linked {0}, seed {1}")
  @CsvSource({"false, 1", "false, 2", "true, 3"})
  @Timeout(120)
  void no_line_is_lost_and_none_before_the_noted_place_is_repeated(boolean linked, long seed)
      throws Exception {
    run(linked, seed, ROUNDS);
  }

  @ParameterizedTest(name = "linked {0}")
  @ValueSource(booleans = {false, true})
  @Tag("soak")
  void the_same_in_many_rounds(boolean linked) throws Exception {
    run(linked, System.nanoTime(), Integer.getInteger("soak.minutes", 10) * 15);
  }

  private void run(boolean linked, long seed, int rounds) throws Exception {
    Random random = new Random(seed);
    Path log = logs.resolve("app.log");
    try (RotatingWriter writer = new RotatingWriter(log, linked, random.nextLong())) {
      readAndKill(log, writer, random, rounds);
      writer.finish();
      try (Reading last = new Reading(log)) {
        last.untilQuiet();
      }
      BitSet missing = new BitSet();
      missing.set(0, writer.written());
      missing.andNot(read);
      assertThat(missing).as("lost, with seed %d", seed).isEqualTo(new BitSet());
    }
  }

  private void readAndKill(Path log, RotatingWriter writer, Random random, int rounds)
      throws IOException {
    try (Reading first = new Reading(log)) {
      first.process.awaitReady();
      writer.start();
      first.untilAfter(1 + random.nextInt(15_000));
      first.killed();
    }
    for (int round = 1; round < rounds; round++) {
      try (Reading next = new Reading(log)) {
        next.untilAfter(writer.written() + random.nextInt(15_000));
        next.killed();
      }
    }
  }

  /** A process that reads, and what it has read. */
  private final class Reading implements AutoCloseable {
    private final ReadingProcess process;
    private final Map<Integer, Instant> lines = new HashMap<>();

    Reading(Path log) throws IOException {
      process = ReadingProcess.following(log, data);
    }

    /** Lines may come in disorder: a program may go on with the file that was rotated. */
    void untilAfter(int number) throws IOException {
      for (int last = -1; last <= number; ) {
        last = Math.max(last, take(process.line()));
      }
    }

    void untilQuiet() throws IOException {
      for (String line = process.line(); !line.equals(ReadingChild.READY); ) {
        take(line);
        line = process.line();
      }
    }

    /** Takes what it said before. The last line is cut where it was killed amid of it. */
    void killed() throws IOException {
      process.kill();
      for (String line = process.nextLine(); line != null; line = process.nextLine()) {
        if (line.endsWith(" of the log")) {
          take(line);
        }
      }
      Path positions = data.resolve("acquisition.json");
      String at = new ObjectMapper().readTree(positions.toFile()).path("at").asText();
      Instant surely = Instant.parse(at).minus(SLACK);
      lines.forEach(
          (number, time) -> noted.set(number, noted.get(number) || time.isBefore(surely)));
    }

    private int take(String line) {
      if (line.equals(ReadingChild.READY)) {
        return -1;
      }
      int number = RotatingWriter.number(line);
      assertThat(lines.putIfAbsent(number, Instant.now())).as("line %d again", number).isNull();
      assertThat(noted.get(number)).as("line %d after it was noted", number).isFalse();
      read.set(number);
      return number;
    }

    @Override
    public void close() throws IOException {
      process.close();
    }
  }
}
