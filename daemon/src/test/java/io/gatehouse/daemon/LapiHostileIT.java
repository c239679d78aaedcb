package io.gatehouse.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lapi.contract.Caller;
import io.gatehouse.lapi.contract.Wire;
import io.gatehouse.lapi.contract.WireAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clients that mean harm: others are served as if they were not there. Runs alone, since it asks
 * how soon while it takes ten thousand connections.
 */
@Tag("alone")
class LapiHostileIT extends LapiStage {
  private static final Duration PROMPT = Duration.ofSeconds(2);

  private @Nullable RunningLapi started;
  private @Nullable Wire opened;
  private Caller good = Caller.nobody();
  private Caller machine = Caller.nobody();

  @BeforeEach
  void start() {
    started = startLapi();
    opened = wireTo(lapi());
    good = Caller.bouncer(lapi().addBouncer("good"));
    machine = machine(lapi(), wire());
    ban(wire(), machine, List.of("1.2.3.4")).expect(201);
  }

  @Test
  void ten_thousand_idle_connections_keep_nobody_out() throws IOException {
    try (Crowd crowd = new Crowd()) {
      crowd.connect(10_000, "");

      assertServesPromptly();
      assertThat(residentMegabytes()).isLessThan(400);
    }
    assertServesPromptly();
  }

  @Test
  void heads_that_come_byte_by_byte_keep_nobody_out() throws IOException {
    try (Crowd crowd = new Crowd()) {
      crowd.connect(500, "GET /v1/decisions HTTP/1.1\r\nHost: x\r\nX-Api-");

      crowd.sendMore("Key: ");
      assertServesPromptly();
      crowd.sendMore("slow");
      assertServesPromptly();
    }
  }

  @Test
  void bodies_that_do_not_come_keep_nobody_out() throws IOException {
    try (Crowd crowd = new Crowd()) {
      crowd.connect(
          500,
          "POST /v1/watchers/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{\"machine");

      assertServesPromptly();
      wire().get("v1/heartbeat", machine).expect(200);
    }
  }

  @Test
  void answers_that_are_not_read_keep_nobody_out() throws IOException {
    for (int i = 0; i < 20; i++) {
      ban(wire(), machine, addresses(i, 2000)).expect(201);
    }
    String key = lapi().addBouncer("lazy");
    try (Crowd crowd = new Crowd()) {
      crowd.connect(
          300,
          "GET /v1/decisions/stream?startup=true HTTP/1.1\r\nHost: x\r\nX-Api-Key: "
              + key
              + "\r\n\r\n");

      assertServesPromptly();
      ban(wire(), machine, List.of("9.9.9.9")).expect(201);
      assertThat(residentMegabytes()).isLessThan(500);
    }
  }

  @Test
  void bodies_of_any_size_and_depth_are_refused_in_a_line() {
    String wide = "[" + "{},".repeat(5_000_000) + "{}]";
    String long_ = "[{\"scenario\":\"" + "x".repeat(60 << 20) + "\"}]";

    assertRefused(wire().post("v1/alerts", machine, "[".repeat(200_000)));
    assertRefused(wire().post("v1/alerts", machine, "[{\"meta\":".repeat(100_000)));
    assertRefused(wire().post("v1/alerts", machine, wide));
    assertRefusedOrCut(() -> wire().post("v1/alerts", machine, long_));
    assertRefusedOrCut(() -> wire().send("POST", "v1/alerts", zipped(), bomb(1 << 30)));
    assertServesPromptly();
    assertThat(residentMegabytes()).isLessThan(700);
  }

  @Test
  void guessed_keys_are_refused_and_neither_told_nor_slow_anybody() throws Exception {
    ExecutorService guessers = Executors.newFixedThreadPool(16);
    List<Future<Integer>> guesses = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Caller guess = Caller.bouncer("guessed-" + i);
      guesses.add(guessers.submit(() -> wire().get("v1/decisions", guess).status()));
    }

    for (int i = 0; i < 10; i++) {
      assertServesPromptly();
    }
    for (Future<Integer> guess : guesses) {
      assertThat(guess.get()).isIn(403, 429);
    }
    guessers.shutdown();
    assertThat(lapi().log()).doesNotContain("guessed-");
    assertThat(lapi().log().lines().count()).isLessThan(1_000);
  }

  /** A password costs the server tens of milliseconds, whoever guesses it. */
  @Test
  void guessed_passwords_keep_no_bouncer_waiting() throws Exception {
    ExecutorService guessers = Executors.newFixedThreadPool(32);
    List<Future<Integer>> guesses = new ArrayList<>();
    for (int i = 0; i < 96; i++) {
      String body = "{\"machine_id\":\"tester\",\"password\":\"guessed-%d\"}".formatted(i);
      guesses.add(
          guessers.submit(
              () ->
                  wire().post("v1/watchers/login", Caller.nobody().calling("a/b"), body).status()));
    }

    for (int i = 0; i < 10; i++) {
      assertServesPromptly();
    }
    for (Future<Integer> guess : guesses) {
      assertThat(guess.get()).isIn(401, 429, 503);
    }
    guessers.shutdown();
    assertThat(lapi().log()).doesNotContain("guessed-");
  }

  @Test
  void nonsense_instead_of_http_is_refused() throws IOException {
    try (Crowd crowd = new Crowd()) {
      crowd.connect(50, "\u0016\u0003\u0001 hello\r\n\r\n");
      crowd.connect(50, "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n");
      crowd.connect(50, "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(20_000));
      crowd.connect(
          50,
          lines(
              "POST /v1/alerts HTTP/1.1",
              "Host: x",
              "Content-Length: 4",
              "Transfer-Encoding: chunked",
              "",
              "0",
              "",
              ""));

      assertServesPromptly();
    }
    assertThat(lapi().log()).doesNotContain("\tat ");
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  private void assertServesPromptly() {
    long start = System.nanoTime();
    assertThat(startup(wire(), good).added()).contains("1.2.3.4");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
  }

  private static void assertRefused(WireAnswer answer) {
    assertThat(answer.status()).isBetween(400, 500);
    assertThat(answer.body()).startsWith("{\"message\":\"").hasSizeLessThan(1_000);
  }

  /** A server may close the connection on a body that it does not want to read to its end. */
  private static void assertRefusedOrCut(Supplier<WireAnswer> request) {
    try {
      assertRefused(request.get());
    } catch (UncheckedIOException cut) {
      assertThat(cut.getCause()).isInstanceOf(IOException.class);
    }
  }

  private Caller zipped() {
    return machine.with("Content-Encoding", "gzip");
  }

  private static byte[] bomb(long size) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      byte[] blanks = " ".repeat(1 << 20).getBytes(US_ASCII);
      for (long done = 0; done < size; done += blanks.length) {
        zip.write(blanks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private long residentMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + lapi().pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunningLapi lapi() {
    return Objects.requireNonNull(started);
  }

  private Wire wire() {
    return Objects.requireNonNull(opened);
  }

  /** Connections that do nothing by themselves. */
  private final class Crowd implements AutoCloseable {
    private final List<SocketChannel> channels = new ArrayList<>();

    void connect(int count, String text) throws IOException {
      for (int i = 0; i < count; i++) {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        channel.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), lapi().uri().getPort()));
        send(channel, text);
      }
    }

    void sendMore(String text) {
      channels.forEach(channel -> send(channel, text));
    }

    private void send(SocketChannel channel, String text) {
      try {
        channel.configureBlocking(false);
        channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
      } catch (IOException refused) {
        // The server may well have hung up.
      }
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel channel : channels) {
        channel.close();
      }
    }
  }
}
