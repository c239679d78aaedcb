package io.gatehouse.lapi.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.lapi.server.Caller.Bouncer;
import io.gatehouse.lapi.server.Caller.Machine;
import io.gatehouse.lapi.server.Route.Access;
import io.gatehouse.lapi.server.Route.Pool;
import io.gatehouse.lapi.storage.OperatingSystem;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.lapi.storage.UsageMetricsTable;
import io.gatehouse.lapi.storage.UsageReport;
import io.gatehouse.lapi.storage.UsageReport.Reporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What bouncers and machines tell about their work (spec §5.1). */
final class UsageMetricsRoute {
  private static final int LONGEST = 255;

  private final UsageMetricsTable table;
  private final BouncerRegistry bouncers;
  private final MachineRegistry machines;
  private final InstantSource time;

  UsageMetricsRoute(
      UsageMetricsTable table,
      BouncerRegistry bouncers,
      MachineRegistry machines,
      InstantSource time) {
    this.table = table;
    this.bouncers = bouncers;
    this.machines = machines;
    this.time = time;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "POST", "/v1/usage-metrics", Access.MACHINE_OR_BOUNCER, Pool.STORAGE, this::report));
  }

  private Answer report(LapiRequest request)
      throws RefusedException, IOException, StorageException {
    FieldReader body = FieldReader.of(JsonTree.object(request.body()));
    if (request.caller().identity() instanceof Bouncer bouncer) {
      ofBouncer(bouncer.entry(), body);
    } else if (request.caller().identity() instanceof Machine machine) {
      ofMachine(machine.id(), body);
    }
    return Answer.empty(201);
  }

  private void ofBouncer(BouncerRegistry.Entry bouncer, FieldReader body)
      throws RefusedException, StorageException {
    FieldReader component = only(body, "remediation_components", "remediation component");
    checkMetrics(component);
    String type = component.atMost("type", component.text("type").orElse(""), LONGEST);
    String version = version(component);
    OperatingSystem os = os(component);
    String flags = String.join(",", component.texts("feature_flags"));
    requireValid(body);
    keep(Reporter.REMEDIATION_COMPONENT, bouncer.row().name(), type, component);
    bouncers.change(
        bouncer, BouncerRows.reporting(bouncer.row(), version, os, flags, time.instant()));
  }

  private void ofMachine(String id, FieldReader body) throws RefusedException, StorageException {
    FieldReader processor = only(body, "log_processors", "log processor");
    checkMetrics(processor);
    requirePresent(processor, "hub_items");
    requirePresent(processor, "datasources");
    MachineRows.Report report =
        new MachineRows.Report(
            version(processor),
            os(processor),
            String.join(",", processor.texts("feature_flags")),
            json(processor.raw("hub_items")),
            json(processor.raw("datasources")));
    requireValid(body);
    keep(Reporter.LOG_PROCESSOR, id, "", processor);
    machines.change(id, row -> MachineRows.reporting(row, report, time.instant()));
  }

  private static FieldReader only(FieldReader body, String list, String kind)
      throws RefusedException {
    List<FieldReader> components = body.objects(list);
    if (components.isEmpty()) {
      throw RefusedException.badRequest("Missing " + kind + " data");
    }
    if (components.size() > 1) {
      throw RefusedException.badRequest("Payload has more than one " + kind);
    }
    return components.get(0);
  }

  private static void requirePresent(FieldReader fields, String name) {
    if (fields.raw(name) == null) {
      fields.missing(name);
    }
  }

  private static String version(FieldReader component) throws RefusedException {
    component.requiredNumber("utc_startup_timestamp");
    return component.atMost("version", component.required("version"), LONGEST);
  }

  private static OperatingSystem os(FieldReader component) throws RefusedException {
    Optional<FieldReader> os = component.object("os");
    if (os.isEmpty()) {
      return OperatingSystem.UNKNOWN;
    }
    FieldReader fields = os.get();
    return new OperatingSystem(
        fields.atMost("name", fields.required("name"), LONGEST),
        fields.atMost("family", fields.text("family").orElse(""), LONGEST),
        fields.atMost("version", fields.required("version"), LONGEST));
  }

  private static void checkMetrics(FieldReader component) throws RefusedException {
    for (FieldReader metrics : component.objects("metrics")) {
      Optional<FieldReader> meta = metrics.object("meta");
      if (meta.isEmpty()) {
        metrics.missing("meta");
      } else {
        meta.get().requiredNumber("window_size_seconds");
        meta.get().requiredNumber("utc_now_timestamp");
      }
      requirePresent(metrics, "items");
      for (FieldReader item : metrics.objects("items")) {
        checkItem(item);
      }
    }
  }

  private static void checkItem(FieldReader item) throws RefusedException {
    item.atMost("name", item.required("name"), LONGEST);
    item.atMost("unit", item.required("unit"), LONGEST);
    item.requireNumber("value");
    Optional<FieldReader> labels = item.object("labels");
    if (labels.isPresent()) {
      labels.get().requireTexts(LONGEST);
    }
  }

  private static void requireValid(FieldReader body) throws RefusedException {
    Optional<String> problems = body.problems();
    if (problems.isPresent()) {
      throw RefusedException.of(422, problems.get());
    }
  }

  private void keep(Reporter reporter, String name, String type, FieldReader component)
      throws StorageException {
    Object metrics = component.raw("metrics");
    byte[] payload =
        JsonText.of(
            json -> {
              json.writeStartObject();
              json.writeStringField("type", type);
              json.writeFieldName("metrics");
              write(json, metrics == null ? List.of() : metrics);
              json.writeEndObject();
            });
    table.add(
        new UsageReport(
            reporter, name, time.instant(), new String(payload, StandardCharsets.UTF_8)));
  }

  private static String json(@Nullable Object value) {
    return value == null
        ? ""
        : new String(JsonText.of(json -> write(json, value)), StandardCharsets.UTF_8);
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : map.entrySet()) {
        json.writeFieldName(String.valueOf(field.getKey()));
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Number number) {
      json.writeNumber(number.toString());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof String text) {
      json.writeString(text);
    } else {
      json.writeNull();
    }
  }
}
