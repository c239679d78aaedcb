package io.gatehouse.daemon.lapi;

import static java.nio.charset.StandardCharsets.UTF_8;

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
      out.println(written(bytes -> AlertWriter.writeStored(bytes, alerts)));
    }
  }

  /** As one object. */
  static void print(PrintWriter out, Alert alert) {
    out.println(written(bytes -> AlertWriter.writeStoredOne(bytes, alert)));
  }

  private interface Writing {
    void to(ByteArrayOutputStream bytes) throws IOException;
  }

  private static String written(Writing writing) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writing.to(bytes);
      return bytes.toString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
