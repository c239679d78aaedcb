package io.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Echo requests from one client, one every 5 ms, until it is stopped: the witness for what must not
 * happen in between. A banned client's stream must have no answer, a good one's must lack none.
 */
public final class EchoStream implements AutoCloseable {
  private static final Pattern TOTALS =
      Pattern.compile("(\\d+) packets transmitted, (\\d+) received");

  private final Process process;
  private final Path output;

  private EchoStream(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static EchoStream start(TestHost host, String source, String target) {
    try {
      Path output = Files.createTempFile("gatehouse-echo", ".txt");
      Process process =
          host.command("ping", "-n", "-q", "-i", "0.005", "-I", source, target)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new EchoStream(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stops sending and counts. The last request may still have been under way, so that one missing
   * answer says nothing.
   */
  public Totals stop() {
    try {
      interrupt();
      String text = Files.readString(output, StandardCharsets.UTF_8);
      Matcher totals = TOTALS.matcher(text);
      if (!totals.find()) {
        throw new AssertionError("ping has not counted: " + text);
      }
      return new Totals(Long.parseLong(totals.group(1)), Long.parseLong(totals.group(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it without counting. Twice does nothing. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** ping counts on SIGINT, which Java cannot send by itself. */
  private void interrupt() throws IOException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        throw new AssertionError("ping has not ended within 5 s of an interrupt");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What came of it.
   *
   * @param sent requests
   * @param answered answers
   */
  public record Totals(long sent, long answered) {}
}
