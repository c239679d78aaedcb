package io.gatehouse.challenge;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The HTML of walls. Everything of ours is in the page itself. Thread-safe. */
final class Pages {
  private static final String STYLE = Resource.text("wall.css").strip();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Templates templates;
  private final Assignments assignments;
  private final Optional<String> contact;

  Pages(Templates templates, Assignments assignments, Optional<String> contact) {
    this.templates = templates;
    this.assignments = assignments;
    this.contact = contact;
  }

  Optional<String> contact() {
    return contact;
  }

  static String timeText(Instant time) {
    return TIME.format(time);
  }

  String render(Visit visit, Wall wall, Messages messages, String nonce, Instant now) {
    Map<String, String> values = new HashMap<>();
    String key = wall.kind().key();
    values.put("lang", messages.language());
    values.put("nonce", nonce);
    values.put("kind", key);
    values.put("title", messages.get(key + ".title"));
    values.put("heading", messages.get(key + ".heading"));
    values.put("message", messages.get(key + ".message"));
    wall.error().ifPresent(error -> values.put("error", messages.get(error)));
    contact.ifPresent(url -> values.put("contact_url", url));
    values.put("contact_label", messages.get("contact"));
    values.put("request_id", visit.requestId());
    values.put("request_id_label", messages.get("details.request_id"));
    values.put("time", timeText(now));
    values.put("time_label", messages.get("details.time"));
    values.put("address", visit.address().toString());
    values.put("address_label", messages.get("details.address"));
    values.put("style", STYLE);
    values.put("icon", Icons.of(wall.kind()));
    wall.assignment()
        .ifPresent(todo -> assignments.add(visit, wall, todo, messages, nonce, values));
    return templates.of(wall.kind()).render(values);
  }
}
