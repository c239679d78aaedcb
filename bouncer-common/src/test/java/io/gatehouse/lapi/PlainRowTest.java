package io.gatehouse.lapi;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.testing.RecordingSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plain rows must be told from others without any difference to what the JSON parser would make of
 * them. The parser alone sees an answer in UTF-16, in which no row is plain.
 */
class PlainRowTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** What may come between two plain rows, or is nearly one. */
  private static final List<String> ROWS =
      List.of(
          Wire.BAN,
          Wire.ban(2, "192.0.2.2"),
          Wire.ban(3, "2001:db8::1").replace(",", ", ").replace(":\"", ": \""),
          Wire.ban(4, "192.0.2.4").replace(",", ",\n"),
          Wire.with("scenario", "\"a \\\"quoted\\\" \\u00e9\""),
          Wire.with("scenario", "\"é€\""),
          Wire.with("scenario", "null"),
          Wire.with("scenario", "\"" + "x".repeat(1_200) + "\""),
          Wire.with("id", "0"),
          Wire.with("id", "-7"),
          Wire.with("id", "7e2"),
          Wire.with("id", "999999999999999999"),
          Wire.with("id", "9999999999999999999"),
          Wire.with("id", "5,\"id\":null"),
          Wire.with("id", "6,\"simulated\":false"),
          Wire.with("id", "6,\"simulated\":true"),
          Wire.with("id", "6,\"until\":\"later\",\"extra\":{\"id\":[1]}"),
          Wire.with("value", "\"nowhere\""),
          Wire.with("value", "17"),
          Wire.with("duration", "\"-3.5s\""),
          Wire.ban(8, "192.0.2.8").replace("\"value\"", "\"Value\""),
          "{\"value\":\"192.0.2.9\",\"id\":9}",
          "{}",
          "1",
          "[{}]");

  /** What an answer came to: the rows, what was skipped, and how it ended. */
  private record Result(List<String> rows, PullSummary summary, String failure) {}

  private static Result read(String json, Charset charset, int seed) {
    RecordingSink sink = new RecordingSink();
    RowTally tally = new RowTally(AnswerLimits.DEFAULT, NOON, sink);
    String failure = "";
    try {
      new StreamReader(AnswerLimits.DEFAULT, tally)
          .readStream(new Crumbs(json.getBytes(charset), new Random(seed)));
    } catch (IOException e) {
      failure = e.getClass().getSimpleName();
    }
    return new Result(sink.rows(), tally.summary(Pull.FULL), failure);
  }

  /** Gives a few bytes at a time. */
  private static final class Crumbs extends InputStream {
    private final InputStream whole;
    private final Random random;

    Crumbs(byte[] whole, Random random) {
      this.whole = new ByteArrayInputStream(whole);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return whole.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int most = random.nextBoolean() ? 7 : 3_000;
      return whole.read(bytes, offset, Math.min(length, 1 + random.nextInt(most)));
    }
  }

  private static String answer(Random random, int rows) {
    return Wire.stream(rows(random, rows), rows(random, rows));
  }

  private static String rows(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ROWS.get(random.nextBoolean() ? i % 2 : random.nextInt(ROWS.size())))
        .collect(Collectors.joining(","));
  }

  private static String mutated(String text, Random random) {
    String spice = "\"\\{}[],: \n\t0-9eéx\u0001";
    StringBuilder mutated = new StringBuilder(text);
    for (int changes = random.nextInt(3); changes >= 0; changes--) {
      int at = random.nextInt(mutated.length());
      switch (random.nextInt(3)) {
        case 0 -> mutated.setCharAt(at, spice.charAt(random.nextInt(spice.length())));
        case 1 -> mutated.insert(at, spice.charAt(random.nextInt(spice.length())));
        default -> mutated.deleteCharAt(at);
      }
    }
    return mutated.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void reads_rows_as_the_parser_does(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      String json = answer(random, 40);

      assertThat(read(json, UTF_8, i)).isEqualTo(read(json, UTF_16, i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6})
  void judges_whatever_comes_as_the_parser_does(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      String json = mutated(answer(random, 6), random);

      assertThat(read(json, UTF_8, i)).as(json).isEqualTo(read(json, UTF_16, i));
    }
  }

  @Test
  void says_where_in_the_whole_answer_the_error_is() {
    String rows = IntStream.range(0, 500).mapToObj(i -> Wire.BAN).collect(Collectors.joining(","));
    String json = Wire.stream(rows + ",?", "");
    RowTally tally = new RowTally(AnswerLimits.DEFAULT, NOON, new RecordingSink());

    assertThatThrownBy(
            () ->
                new StreamReader(AnswerLimits.DEFAULT, tally)
                    .readStream(new ByteArrayInputStream(json.getBytes(UTF_8))))
        .isInstanceOfSatisfying(
            JsonParseException.class,
            e -> assertThat(e.getLocation().getByteOffset()).isEqualTo(json.indexOf('?')));
  }

  @Test
  void takes_plain_rows_off_the_parsers_hands() throws IOException {
    FieldOrder order = new FieldOrder();
    PlainRow plain = new PlainRow(new WireRow(NOON), order);
    byte[] row = ("," + Wire.BAN + "\0".repeat(PlainRow.MARGIN)).getBytes(UTF_8);

    assertThat(plain.read(row, 0)).isTrue();
    assertThat(plain.end()).isEqualTo(1 + Wire.BAN.length());
  }
}
