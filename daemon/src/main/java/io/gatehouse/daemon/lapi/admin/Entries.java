package io.gatehouse.daemon.lapi.admin;

import io.gatehouse.lapi.server.LapiAdministration.BouncerEntry;
import io.gatehouse.lapi.server.LapiAdministration.MachineEntry;
import io.gatehouse.lapi.server.LapiAdministration.UsageEntry;
import io.gatehouse.lapi.server.LapiAdministration.UsageSource;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The elements of the operator's routes, as the server tells them. What is absent is empty. */
final class Entries {
  private final Map<?, ?> fields;

  private Entries(Map<?, ?> fields) {
    this.fields = fields;
  }

  /** Makes one of the fields of an object. */
  interface Making<T> {
    T of(Entries fields) throws IOException;
  }

  /** Every object of a list. */
  static <T> List<T> list(@Nullable Object tree, Making<T> making) throws IOException {
    List<T> all = new ArrayList<>();
    for (Object item : items(tree)) {
      all.add(one(item, making));
    }
    return all;
  }

  static <T> T one(@Nullable Object tree, Making<T> making) throws IOException {
    if (tree instanceof Map<?, ?> object) {
      return making.of(new Entries(object));
    }
    throw new IOException("an object is expected");
  }

  /** The texts of a list. */
  static List<String> texts(@Nullable Object tree) throws IOException {
    return items(tree).stream().map(String::valueOf).toList();
  }

  static int count(@Nullable Object tree) throws IOException {
    if (tree instanceof Number number) {
      return number.intValue();
    }
    throw new IOException("a number is expected");
  }

  private static List<?> items(@Nullable Object tree) throws IOException {
    if (tree == null) {
      return List.of();
    }
    if (tree instanceof List<?> items) {
      return items;
    }
    throw new IOException("a list is expected");
  }

  static BouncerEntry bouncer(Entries from) throws IOException {
    return new BouncerEntry(
        from.text("name"),
        from.text("ip_address"),
        from.text("type"),
        from.text("version"),
        from.text("auth_type"),
        from.requiredTime("created_at"),
        from.time("last_pull"),
        from.flag("auto_created"),
        from.text("os"),
        texts(from.fields.get("feature_flags")));
  }

  static MachineEntry machine(Entries from) throws IOException {
    return new MachineEntry(
        from.text("machine_id"),
        from.text("ip_address"),
        from.text("version"),
        from.text("auth_type"),
        from.flag("is_validated"),
        from.requiredTime("created_at"),
        from.time("last_push"),
        from.time("last_heartbeat"),
        texts(from.fields.get("scenarios")),
        from.text("os"),
        texts(from.fields.get("feature_flags")));
  }

  static UsageEntry usage(Entries from) throws IOException {
    return new UsageEntry(
        from.text("generated_type").equals("LP")
            ? UsageSource.LOG_PROCESSOR
            : UsageSource.REMEDIATION_COMPONENT,
        from.text("generated_by"),
        from.requiredTime("received_at"),
        JsonTree.write(from.fields.get("payload")));
  }

  String text(String name) {
    Object value = fields.get(name);
    return value == null ? "" : value.toString();
  }

  private boolean flag(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  private Optional<Instant> time(String name) throws IOException {
    String text = text(name);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new IOException("'" + name + "' is no time", e);
    }
  }

  private Instant requiredTime(String name) throws IOException {
    return time(name).orElseThrow(() -> new IOException("'" + name + "' is missing"));
  }
}
