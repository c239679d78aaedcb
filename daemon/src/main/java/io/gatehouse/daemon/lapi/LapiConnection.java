package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.daemon.console.ProgramException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A LAPI as its machines see it: alerts go in and come out, and decisions end. Filters are the
 * query parameters of LAPI's own routes. Every call waits for the answer; not thread-safe.
 */
interface LapiConnection extends AutoCloseable {

  /** As whom we talk: a machine's id. */
  String login();

  /** Where it is, as it may be shown. */
  String place();

  /** The alerts that pass ({@code GET /v1/alerts}), each with its decisions. */
  List<Alert> alerts(Map<String, String> filter) throws ProgramException;

  /** One alert; empty if there is none of that number. */
  Optional<Alert> alert(long id) throws ProgramException;

  /** Stores alerts; the numbers of those that LAPI took, which may be fewer. */
  List<Long> push(List<Alert> alerts) throws ProgramException;

  /** Deletes alerts with their decisions; how many alerts there were. */
  int deleteAlerts(Map<String, String> filter) throws ProgramException;

  /** Deletes one alert with its decisions; how many there were. */
  int deleteAlert(long id) throws ProgramException;

  /** Ends decisions; how many there were. */
  int deleteDecisions(Map<String, String> filter) throws ProgramException;

  /** Ends one decision; how many there were. */
  int deleteDecision(long id) throws ProgramException;

  @Override
  void close();
}
