package io.gatehouse.detector.pipeline;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertWriter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Writes each alert as one line of JSON, as it would be posted to a LAPI. One thread. */
public final class JsonLinesOutlet implements AlertOutlet {
  private final BufferedOutputStream out;

  /** Writes there; the stream stays the caller's. */
  public JsonLinesOutlet(OutputStream out) {
    this.out = new BufferedOutputStream(out, 1 << 16);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if nobody reads any more
   */
  @Override
  public void take(List<Alert> alerts) {
    try {
      for (Alert alert : alerts) {
        out.write(line(alert));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing an alert", e);
    }
  }

  /** The list of one that a machine would post, without its brackets. */
  private static byte[] line(Alert alert) throws IOException {
    ByteArrayOutputStream posted = new ByteArrayOutputStream();
    AlertWriter.writePosted(posted, List.of(alert));
    byte[] bytes = posted.toByteArray();
    return Arrays.copyOfRange(bytes, 1, bytes.length - 1);
  }

  @Override
  public void save() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing alerts", e);
    }
  }

  @Override
  public int pending() {
    return 0;
  }

  @Override
  public long lost() {
    return 0;
  }

  @Override
  public void close() {
    save();
  }
}
