package io.gatehouse.detector.acquire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * An entry of the journal.
 *
 * @param cursor its place
 * @param time when the journal took it
 * @param text as syslog would write it; a message of several lines in one, so that no message can
 *     forge another; "" if there is no message
 */
record JournalEntry(String cursor, Instant time, String text) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

  /** Reads what {@code journalctl -o json} prints; empty if it is something else. */
  static Optional<JournalEntry> parse(String json, ZoneId zone) {
    try {
      JsonNode fields = JSON.readTree(json);
      String cursor = text(fields.path("__CURSOR"));
      if (cursor.isEmpty()) {
        return Optional.empty();
      }
      Instant taken = instant(text(fields.path("__REALTIME_TIMESTAMP")));
      String sent = text(fields.path("_SOURCE_REALTIME_TIMESTAMP"));
      Instant shown = sent.isEmpty() ? taken : instant(sent);
      String message = text(fields.path("MESSAGE")).replaceAll("[\\r\\n]+", " ").strip();
      String line = message.isEmpty() ? "" : line(fields, shown, message, zone);
      return Optional.of(new JournalEntry(cursor, taken, line));
    } catch (JsonProcessingException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Instant instant(String microseconds) {
    long number = Long.parseLong(microseconds);
    return Instant.ofEpochSecond(number / 1_000_000, number % 1_000_000 * 1000);
  }

  private static String line(JsonNode fields, Instant time, String message, ZoneId zone) {
    String host = text(fields.path("_HOSTNAME"));
    String ident = first(fields, "SYSLOG_IDENTIFIER", "_COMM", "unknown");
    String pid = first(fields, "SYSLOG_PID", "_PID", "");
    return STAMP.format(time.atZone(zone))
        + " "
        + (host.isEmpty() ? "localhost" : host)
        + " "
        + ident
        + (pid.isEmpty() ? "" : "[" + pid + "]")
        + ": "
        + message;
  }

  private static String first(JsonNode fields, String one, String other, String fallback) {
    String text = text(fields.path(one));
    String second = text.isEmpty() ? text(fields.path(other)) : text;
    return second.isEmpty() ? fallback : second.replaceAll("[\\r\\n]+", " ");
  }

  /** A field is a text, or the numbers of its bytes, or a list of such where it stands twice. */
  private static String text(JsonNode field) {
    if (!field.isArray()) {
      return field.isNull() ? "" : field.asText("");
    }
    if (field.isEmpty() || !field.get(0).isNumber()) {
      return text(field.path(0));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(field.size());
    field.forEach(number -> bytes.write(number.asInt()));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
