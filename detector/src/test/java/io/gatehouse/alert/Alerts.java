package io.gatehouse.alert;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;

/** Alerts for tests, as values and as texts. */
public final class Alerts {
  /** When the alerts of the tests ended. */
  public static final Instant STOP = Instant.parse("2026-07-24T12:00:04Z");

  private Alerts() {}

  /** An alert of a log processor's, for LAPI to decide about. */
  public static Alert undecided(String scope, String value) {
    return of(scope, value, true, List.of());
  }

  /** An alert that brings its decisions. */
  public static Alert of(
      String scope, String value, boolean remediation, List<AlertDecision> decisions) {
    return new Alert(
        0,
        null,
        null,
        null,
        "crowdsecurity/ssh-bf",
        "4441dcff07",
        "0.3",
        "Ip 192.0.2.7 performed 'crowdsecurity/ssh-bf'",
        6,
        STOP.minusSeconds(4),
        STOP,
        5,
        "10s",
        false,
        remediation,
        "crowdsec",
        AlertSource.of(scope, value),
        List.of(new AlertEvent(STOP, List.of(new Meta("source_ip", value)))),
        List.of(new Meta("target_user", "[\"root\"]")),
        decisions);
  }

  /** A ban of an address by hand. */
  public static AlertDecision ban(String value, Duration duration) {
    return new AlertDecision(0, "cscli", "ban", "Ip", value, "manual", duration, false);
  }

  /** The smallest alert that LAPI takes, with a field put in its place. */
  public static String posted(String field, String json) {
    String alert =
        """
        [{"capacity":5,"decisions":null,"events":[],"events_count":6,"leakspeed":"10s",\
        "message":"m","scenario":"s","scenario_hash":"h","scenario_version":"v",\
        "simulated":false,"source":{"scope":"Ip","value":"192.0.2.7"},\
        "start_at":"2026-07-24T12:00:00Z","stop_at":"2026-07-24T12:00:04Z"}]""";
    return alert.replaceFirst(
        "\"" + field + "\":(\"[^\"]*\"|\\{[^}]*}|[^,}]*)", quote(field, json));
  }

  private static String quote(String field, String json) {
    return json.isEmpty() ? "\"unknown\":0" : Matcher.quoteReplacement("\"" + field + "\":" + json);
  }

  static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<Alert> read(String text) throws IOException, AlertException {
    return AlertReader.posted(bytes(text), STOP, AlertLimits.REQUEST);
  }

  static String written(List<Alert> alerts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AlertWriter.writePosted(out, alerts);
    return out.toString(StandardCharsets.UTF_8);
  }

  static String stored(List<Alert> alerts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AlertWriter.writeStored(out, alerts);
    return out.toString(StandardCharsets.UTF_8);
  }
}
