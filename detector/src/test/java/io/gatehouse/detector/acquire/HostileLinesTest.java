package io.gatehouse.detector.acquire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that no program writes by itself: what becomes of them, and that the next ones come. */
@Timeout(60)
class HostileLinesTest {
  private static final int MAX = Acquisition.Files.DEFAULT_MAX_LINE;

  @TempDir Path logs;
  @TempDir Path data;
  private final CutLines cut = new CutLines();

  /** Counts what is told of lines. */
  private static final class CutLines implements LinesRead {
    private long lines;

    @Override
    public void read(String source, String src, String type, int read) {}

    @Override
    public synchronized void cut(String source, String src, String type, long more) {
      lines += more;
    }

    synchronized long lines() {
      return lines;
    }
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        arguments("as long as may be", bytes("x".repeat(MAX)), List.of("x".repeat(MAX)), 0),
        arguments("longer", bytes("x".repeat(MAX + 1)), List.of("x".repeat(MAX)), 1),
        arguments("binary", binary(), List.of(new String(binary(), UTF_8)), 0),
        arguments("nothing but NUL", new byte[100_000], List.of(), 0),
        arguments("NUL within", bytes("a\0b"), List.of("a\0b"), 0),
        arguments("not UTF-8", latin(0xff, 0xfe, 0xc3, '('), List.of("\uFFFD\uFFFD\uFFFD("), 0),
        arguments("an overlong NUL", latin(0xc0, 0x80, 'a'), List.of("\uFFFD\uFFFDa"), 0),
        arguments("half a surrogate", latin(0xed, 0xa0, 0x80), List.of("\uFFFD"), 0),
        arguments("CRLF", bytes("a\r\nb\r"), List.of("a", "b"), 0),
        arguments("a lone CR", bytes("a\rb"), List.of("a\rb"), 0),
        arguments("nothing but CR", bytes("\r"), List.of(), 0),
        arguments("empty lines", bytes("\n\n\n"), List.of(), 0),
        arguments("a terminal's sequence", bytes("\u001b[2J"), List.of("\u001b[2J"), 0));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] latin(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Every byte that ends no line, in disorder. */
  private static byte[] binary() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 4096; i++) {
      int value = i * 167 + 7 & 0xff;
      bytes.write(value == '\n' || value == '\r' ? 0xfe : value);
    }
    return bytes.toByteArray();
  }

  private static byte[] between(byte[] line) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes("before\n"));
    all.writeBytes(line);
    all.writeBytes(bytes("\nafter\n"));
    return all.toByteArray();
  }

  private static List<String> between(List<String> lines) {
    List<String> all = new ArrayList<>(List.of("before"));
    all.addAll(lines);
    all.add("after");
    return all;
  }

  private AcquireSettings settings() {
    return AcquireSettings.forReplay().rememberedIn(data).countedBy(cut);
  }

  private Tail following(Path log) throws Exception {
    return Tail.of("filename: " + log + "\nlabels: {type: t}\n", settings());
  }

  private Tail replaying(Path log) throws Exception {
    return Tail.of(Acquisitions.ofDsn("file://" + log, "t", Map.of(), ""), settings());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void a_followed_file_goes_on_after_a_line(String what, byte[] line, List<String> meant, int cuts)
      throws Exception {
    Path log = Files.createFile(logs.resolve("a.log"));
    try (Tail tail = following(log)) {
      assertThat(tail.lines()).isEmpty();
      Files.write(log, between(line));
      assertThat(tail.lines()).isEqualTo(between(meant));
    }
    try (Tail tail = following(log)) {
      assertThat(tail.lines()).isEmpty();
    }
    assertThat(cut.lines()).isEqualTo(cuts);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void a_replay_goes_on_after_a_line(String what, byte[] line, List<String> meant, int cuts)
      throws Exception {
    Path log = Files.write(logs.resolve("a.log"), between(line));
    try (Tail tail = replaying(log)) {
      assertThat(tail.lines()).isEqualTo(between(meant));
    }
    assertThat(cut.lines()).isEqualTo(cuts);
  }

  @Test
  void a_packed_file_that_is_broken_off_is_read_as_far_as_it_goes_and_then_the_next()
      throws Exception {
    Path whole = logs.resolve("whole.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write(between(binary()));
    }
    byte[] packed = Files.readAllBytes(whole);
    Files.write(logs.resolve("a.gz"), Arrays.copyOf(packed, packed.length - 20));
    Files.write(logs.resolve("b.gz"), bytes("not packed at all\n"));
    Files.move(whole, logs.resolve("c.gz"));
    try (Tail tail = replaying(logs.resolve("*.gz"))) {
      assertThat(tail.lines()).startsWith("before").endsWith("after");
      await().until(() -> troubles(tail).size() == 2);
      assertThat(troubles(tail)).allMatch(trouble -> trouble.startsWith("cannot be read"));
    }
  }

  private static List<String> troubles(Tail tail) {
    return tail.sources().health().stream()
        .map(SourceHealth::trouble)
        .filter(trouble -> !trouble.isEmpty())
        .toList();
  }

  /** In processes that could not hold the line. */
  @Test
  void a_line_of_64_megabytes_takes_the_memory_of_its_beginning() throws Exception {
    Path log = Files.createFile(logs.resolve("a.log"));
    try (ReadingProcess following = ReadingProcess.following(log, data, "-Xmx32m")) {
      following.awaitReady();
      writeLongLine(log);
      assertLongLine(following);
    }
    try (ReadingProcess replaying = ReadingProcess.replaying(log, "-Xmx32m")) {
      assertLongLine(replaying);
    }
  }

  private static void assertLongLine(ReadingProcess process) throws IOException {
    assertThat(process.line()).isEqualTo("before");
    assertThat(process.line().equals("x".repeat(MAX))).isTrue();
    assertThat(process.line()).isEqualTo("after");
  }

  private static void writeLongLine(Path log) throws IOException {
    byte[] piece = bytes("x".repeat(1 << 20));
    try (OutputStream out = Files.newOutputStream(log)) {
      out.write(bytes("before\n"));
      for (int i = 0; i < 64; i++) {
        out.write(piece);
      }
      out.write(bytes("\nafter\n"));
    }
  }

  @Test
  void the_largest_buffer_of_a_data_source_name_is_that_of_a_document() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> Acquisitions.ofDsn("file:///a?max_buffer_size=900000000", "t", Map.of(), "")))
        .hasMessageContaining("up to 268435456");
  }
}
