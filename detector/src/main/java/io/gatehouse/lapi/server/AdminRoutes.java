package io.gatehouse.lapi.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.config.Secret;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.lapi.server.LapiAdministration.BouncerEntry;
import io.gatehouse.lapi.server.LapiAdministration.MachineEntry;
import io.gatehouse.lapi.server.LapiAdministration.UsageEntry;
import io.gatehouse.lapi.server.LapiAdministration.UsageSource;
import io.gatehouse.lapi.server.Route.Access;
import io.gatehouse.lapi.server.Route.Pool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The operator's routes, behind the admin socket alone. */
final class AdminRoutes {
  private final LapiAdministration administration;
  private final Status status;

  AdminRoutes(LapiAdministration administration, Status status) {
    this.administration = administration;
    this.status = status;
  }

  /** What the server knows of itself. */
  @FunctionalInterface
  interface Status {
    void writeTo(JsonGenerator json) throws IOException;
  }

  List<Route> routes() {
    return List.of(
        route("GET", "/admin/bouncers", request -> bouncers()),
        route("POST", "/admin/bouncers", this::addBouncer),
        route("POST", "/admin/bouncers/prune", this::pruneBouncers),
        route("GET", "/admin/bouncers/:name", this::bouncer),
        route("DELETE", "/admin/bouncers/:name", this::deleteBouncer),
        route("GET", "/admin/machines", request -> machines()),
        route("POST", "/admin/machines", this::addMachine),
        route("POST", "/admin/machines/prune", this::pruneMachines),
        route("GET", "/admin/machines/:id", this::machine),
        route("DELETE", "/admin/machines/:id", this::deleteMachine),
        route("POST", "/admin/machines/:id/validate", this::validateMachine),
        route("POST", "/admin/alerts/flush", this::flushAlerts),
        route("GET", "/admin/metrics", request -> usageMetrics()),
        route("GET", "/admin/status", request -> Answer.json(200, JsonText.of(this::status))));
  }

  /** Behind its errors: what an operator did wrong, in the administration's own words. */
  private static Route route(String method, String pattern, Endpoint endpoint) {
    Endpoint told =
        request -> {
          try {
            return endpoint.handle(request);
          } catch (AdministrationException e) {
            throw RefusedException.of(statusOf(e.kind()), String.valueOf(e.getMessage()));
          }
        };
    return new Route(method, pattern, Access.OPERATOR, Pool.STORAGE, told);
  }

  private static int statusOf(AdministrationException.Kind kind) {
    return switch (kind) {
      case UNKNOWN -> 404;
      case EXISTS -> 409;
      case INVALID -> 400;
      case UNAVAILABLE -> 500;
    };
  }

  private Answer bouncers() throws AdministrationException {
    List<BouncerEntry> entries = administration.bouncers();
    return Answer.json(200, JsonText.of(json -> AdminJson.list(json, entries, AdminJson::bouncer)));
  }

  private Answer bouncer(LapiRequest request) throws AdministrationException, RefusedException {
    String name = request.pathParameter("name");
    BouncerEntry entry = administration.bouncer(name).orElseThrow(() -> unknown("bouncer", name));
    return Answer.json(200, JsonText.of(json -> AdminJson.bouncer(json, entry)));
  }

  private static RefusedException unknown(String what, String name) {
    return RefusedException.of(404, "lapi: there is no " + what + " '" + name + "'");
  }

  private Answer addBouncer(LapiRequest request)
      throws AdministrationException, RefusedException, IOException {
    FieldReader body = FieldReader.of(JsonTree.object(request.body()));
    String name = body.required("name");
    Optional<Secret> key = body.text("key").map(Secret::of);
    Secret secret = administration.addBouncer(name, key);
    return secretAnswer("name", name, "key", secret);
  }

  private static Answer secretAnswer(String field, String name, String secretField, Secret secret) {
    return Answer.json(
        201,
        JsonText.of(
            json -> {
              json.writeStartObject();
              json.writeStringField(field, name);
              json.writeStringField(secretField, secret.reveal());
              json.writeEndObject();
            }));
  }

  private Answer deleteBouncer(LapiRequest request) throws AdministrationException {
    administration.deleteBouncer(request.pathParameter("name"));
    return Answer.empty(204);
  }

  private Answer pruneBouncers(LapiRequest request)
      throws AdministrationException, RefusedException, IOException {
    Duration silent = span(FieldReader.of(JsonTree.object(request.body())), "silent_for");
    return names(administration.pruneBouncers(silent));
  }

  private static Duration span(FieldReader body, String field) throws RefusedException {
    try {
      return GoDuration.parse(body.required(field));
    } catch (IllegalArgumentException e) {
      throw RefusedException.badRequest(field + " is no duration; write 60m or 24h");
    }
  }

  private static Answer names(List<String> names) {
    return Answer.json(
        200, JsonText.of(json -> AdminJson.list(json, names, JsonGenerator::writeString)));
  }

  private Answer machines() throws AdministrationException {
    List<MachineEntry> entries = administration.machines();
    return Answer.json(200, JsonText.of(json -> AdminJson.list(json, entries, AdminJson::machine)));
  }

  private Answer machine(LapiRequest request) throws AdministrationException, RefusedException {
    String id = request.pathParameter("id");
    MachineEntry entry = administration.machine(id).orElseThrow(() -> unknown("machine", id));
    return Answer.json(200, JsonText.of(json -> AdminJson.machine(json, entry)));
  }

  private Answer addMachine(LapiRequest request)
      throws AdministrationException, RefusedException, IOException {
    FieldReader body = FieldReader.of(JsonTree.object(request.body()));
    String id = body.required("machine_id");
    Optional<Secret> password = body.text("password").map(Secret::of);
    boolean replace = Boolean.TRUE.equals(body.raw("force"));
    Secret secret = administration.addMachine(id, password, replace);
    return secretAnswer("machine_id", id, "password", secret);
  }

  private Answer deleteMachine(LapiRequest request) throws AdministrationException {
    administration.deleteMachine(request.pathParameter("id"));
    return Answer.empty(204);
  }

  private Answer validateMachine(LapiRequest request) throws AdministrationException {
    administration.validateMachine(request.pathParameter("id"));
    return Answer.empty(204);
  }

  private Answer pruneMachines(LapiRequest request)
      throws AdministrationException, RefusedException, IOException {
    FieldReader body = FieldReader.of(JsonTree.object(request.body()));
    boolean notValidatedOnly = Boolean.TRUE.equals(body.raw("not_validated_only"));
    return names(administration.pruneMachines(span(body, "silent_for"), notValidatedOnly));
  }

  private Answer flushAlerts(LapiRequest request)
      throws AdministrationException, RefusedException, IOException {
    FieldReader body = FieldReader.of(JsonTree.object(request.body()));
    int flushed = administration.flushAlerts(span(body, "max_age"), count(body, "max_items"));
    return Answer.json(200, Integer.toString(flushed));
  }

  private static int count(FieldReader body, String field) throws RefusedException {
    if (body.raw(field) instanceof Number number && number.intValue() > 0) {
      return number.intValue();
    }
    throw RefusedException.badRequest(field + " is no number of 1 or more");
  }

  private Answer usageMetrics() throws AdministrationException {
    List<UsageEntry> entries = administration.usageMetrics();
    return Answer.json(200, JsonText.of(json -> AdminJson.list(json, entries, AdminRoutes::usage)));
  }

  private static void usage(JsonGenerator json, UsageEntry entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("generated_by", entry.by());
    json.writeStringField(
        "generated_type", entry.source() == UsageSource.LOG_PROCESSOR ? "LP" : "RC");
    json.writeFieldName("payload");
    json.writeRawValue(entry.payload());
    json.writeStringField("received_at", entry.receivedAt().toString());
    json.writeEndObject();
  }

  private void status(JsonGenerator json) throws IOException {
    json.writeStartObject();
    status.writeTo(json);
    json.writeEndObject();
  }
}
