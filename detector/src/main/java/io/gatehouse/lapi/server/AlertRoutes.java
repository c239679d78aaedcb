package io.gatehouse.lapi.server;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertException;
import io.gatehouse.alert.AlertException.Kind;
import io.gatehouse.alert.AlertLimits;
import io.gatehouse.alert.AlertReader;
import io.gatehouse.alert.AlertWriter;
import io.gatehouse.lapi.server.Route.Access;
import io.gatehouse.lapi.server.Route.Pool;
import io.gatehouse.lapi.storage.AlertFilter;
import io.gatehouse.lapi.storage.AlertTable;
import io.gatehouse.lapi.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What machines say and ask about alerts (spec §1.6, §4). */
final class AlertRoutes {
  private static final String LIST = "/v1/alerts";
  private static final String ONE = "/v1/alerts/:alert_id";

  private final AlertTable table;
  private final AlertIntake intake;
  private final BiConsumer<String, Instant> pushed;
  private final InstantSource time;

  /**
   * Puts the parts together.
   *
   * @param pushed is told which machine has sent alerts, and when
   */
  AlertRoutes(
      AlertTable table,
      AlertIntake intake,
      BiConsumer<String, Instant> pushed,
      InstantSource time) {
    this.table = table;
    this.intake = intake;
    this.pushed = pushed;
    this.time = time;
  }

  List<Route> routes() {
    return List.of(
        Route.ofMachine("POST", LIST, this::add),
        Route.ofMachine("GET", LIST, this::find),
        new Route("HEAD", LIST, Access.MACHINE, Pool.MEMORY, request -> Answer.emptyText()),
        new Route("DELETE", LIST, Access.TRUSTED_MACHINE, Pool.STORAGE, this::delete),
        Route.ofMachine("GET", ONE, this::findOne),
        new Route("HEAD", ONE, Access.MACHINE, Pool.MEMORY, request -> Answer.emptyText()),
        new Route("DELETE", ONE, Access.TRUSTED_MACHINE, Pool.STORAGE, this::deleteOne));
  }

  private Answer add(LapiRequest request) throws RefusedException, IOException, StorageException {
    String machine = request.caller().machineId();
    Instant now = time.instant();
    List<Alert> alerts = intake.prepare(machine, read(request, now));
    List<Long> ids = alerts.isEmpty() ? List.of() : table.add(machine, alerts);
    pushed.accept(machine, now);
    String list = ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
    return Answer.json(201, "[" + list + "]");
  }

  private static List<Alert> read(LapiRequest request, Instant now)
      throws RefusedException, IOException {
    try {
      return AlertReader.posted(request.body(), now, AlertLimits.REQUEST);
    } catch (AlertException e) {
      int status = e.kind() == Kind.INVALID ? 500 : 400; // as upstream answers it
      throw RefusedException.of(status, String.valueOf(e.getMessage()));
    }
  }

  private Answer find(LapiRequest request) throws RefusedException {
    AlertFilter filter = filter(request);
    return Answer.jsonWritten(
        out -> {
          AlertWriter.StoredList list = AlertWriter.beginStored(out);
          table.find(filter, list::add);
          list.end();
        });
  }

  private Answer findOne(LapiRequest request)
      throws RefusedException, StorageException, IOException {
    Alert alert = table.find(id(request)).orElseThrow(AlertRoutes::unknown);
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    AlertWriter.writeStoredOne(json, alert);
    return Answer.json(200, json.toByteArray());
  }

  private Answer delete(LapiRequest request) throws RefusedException, StorageException {
    return deleted(table.delete(filter(request)));
  }

  private Answer deleteOne(LapiRequest request) throws RefusedException, StorageException {
    if (!table.delete(id(request))) {
      throw RefusedException.of(404, "ent: alert not found"); // upstream's words for this method
    }
    return deleted(1);
  }

  private static Answer deleted(int count) {
    return Answer.json(200, "{\"nbDeleted\":\"" + count + "\"}");
  }

  private static RefusedException unknown() {
    return RefusedException.of(404, "object not found");
  }

  private static AlertFilter filter(LapiRequest request) throws RefusedException {
    try {
      return AlertFilter.parse(request.query().all());
    } catch (IllegalArgumentException e) {
      throw RefusedException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static long id(LapiRequest request) throws RefusedException {
    String text = request.pathParameter("alert_id");
    if (!text.matches("\\d{1,18}")) {
      throw RefusedException.badRequest("alert_id must be valid integer");
    }
    return Long.parseLong(text);
  }
}
