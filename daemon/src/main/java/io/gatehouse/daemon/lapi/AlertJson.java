package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Prints alerts that a LAPI answered as the JSON that it answered. */
final class AlertJson {
  private AlertJson() {}

  /** As one list, {@code []} for none. */
  static void print(PrintWriter out, List<Alert> alerts) {
    if (alerts.isEmpty()) {
      out.println("[]");
    } else {
      print(out, bytes -> AlertWriter.writeStored(bytes, alerts));
    }
  }

  /** As one object. */
  static void print(PrintWriter out, Alert alert) {
    print(out, bytes -> AlertWriter.writeStoredOne(bytes, alert));
  }

  private interface Writing {
    void to(ByteArrayOutputStream bytes) throws IOException;
  }

  private static void print(PrintWriter out, Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    JsonOutput.copy(out, bytes.toByteArray());
  }
}
