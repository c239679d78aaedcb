package io.gatehouse.detector.explain;

import io.gatehouse.detector.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A field of an event that a node has written.
 *
 * @param field as expressions name it, such as {@code evt.Parsed.program}
 * @param before its value before; null if there was none
 * @param after its value now; null if it was taken away
 */
record Change(String field, @Nullable String before, @Nullable String after) {

  boolean isNew() {
    return before == null;
  }

  /** What differs, by the names of the fields. */
  static List<Change> between(Event before, Event after) {
    List<Change> changes = new ArrayList<>();
    add(changes, "evt.Stage", before.stage(), after.stage());
    add(changes, "evt.StrTime", before.strTime(), after.strTime());
    add(changes, "evt.StrTimeFormat", before.strTimeFormat(), after.strTimeFormat());
    add(changes, "evt.MarshaledTime", before.marshaledTime(), after.marshaledTime());
    add(changes, "evt.Line.Raw", before.line().raw(), after.line().raw());
    add(changes, "evt.Line.Module", before.line().module(), after.line().module());
    add(changes, "evt.WhitelistReason", before.whitelistReason(), after.whitelistReason());
    addAll(changes, "evt.Parsed.", before.parsed(), after.parsed());
    addAll(changes, "evt.Meta.", before.meta(), after.meta());
    addAll(changes, "evt.Enriched.", before.enriched(), after.enriched());
    addAll(changes, "evt.Unmarshaled.", before.unmarshaled(), after.unmarshaled());
    return changes;
  }

  private static void add(List<Change> changes, String field, String before, String after) {
    if (!before.equals(after)) {
      changes.add(new Change(field, before.isEmpty() ? null : before, after));
    }
  }

  private static void addAll(
      List<Change> changes, String prefix, Map<String, ?> before, Map<String, ?> after) {
    Map<String, Object> all = new TreeMap<>(before);
    all.putAll(after);
    for (String key : all.keySet()) {
      String was = text(before.get(key));
      String is = text(after.get(key));
      if (is == null ? was != null : !is.equals(was)) {
        changes.add(new Change(prefix + key, was, is));
      }
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** One line, as upstream's program words it. */
  @Override
  public String toString() {
    if (before == null) {
      return "create " + field + " : " + after;
    }
    return after == null
        ? "delete " + field + " : " + before
        : "update " + field + " : " + before + " -> " + after;
  }
}
