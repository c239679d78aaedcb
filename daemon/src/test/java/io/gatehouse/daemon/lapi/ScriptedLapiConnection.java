package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.EngineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A LAPI that answers what it was told to, and remembers what it was asked. */
final class ScriptedLapiConnection implements LapiConnection, LapiAccess {
  final List<Alert> held = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  final List<List<Alert>> pushed = new ArrayList<>();
  int deletions;
  boolean takesNothing;
  int failsAfter = Integer.MAX_VALUE;

  @Override
  public LapiConnection lapi(EngineConfig config) {
    return this;
  }

  @Override
  public AdministrationConnection administration(EngineConfig config) throws ProgramException {
    throw new ProgramException("lapi: this double has no administration");
  }

  @Override
  public String login() {
    return "web01";
  }

  @Override
  public String place() {
    return "http://lapi.example/";
  }

  @Override
  public List<Alert> alerts(Map<String, String> filter) {
    asked.add("alerts " + filter);
    return held;
  }

  @Override
  public Optional<Alert> alert(long id) {
    return held.stream().filter(alert -> alert.id() == id).findFirst();
  }

  @Override
  public List<Long> push(List<Alert> alerts) throws ProgramException {
    if (pushed.size() >= failsAfter) {
      throw new ProgramException("lapi: gone");
    }
    pushed.add(alerts);
    return takesNothing ? List.of() : alerts.stream().map(alert -> 1L).toList();
  }

  @Override
  public int deleteAlerts(Map<String, String> filter) {
    asked.add("delete alerts " + filter);
    return deletions;
  }

  @Override
  public int deleteAlert(long id) {
    asked.add("delete alert " + id);
    return deletions;
  }

  @Override
  public int deleteDecisions(Map<String, String> filter) {
    asked.add("delete decisions " + filter);
    return deletions;
  }

  @Override
  public int deleteDecision(long id) {
    asked.add("delete decision " + id);
    return deletions;
  }

  @Override
  public void close() {}
}
