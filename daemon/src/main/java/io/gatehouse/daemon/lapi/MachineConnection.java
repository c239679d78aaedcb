package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.machine.LapiMachine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A LAPI over HTTP or a socket. */
final class MachineConnection implements LapiConnection {
  private final LapiMachine machine;
  private final String login;

  MachineConnection(LapiMachine machine, String login) {
    this.machine = machine;
    this.login = login;
  }

  /** Asks something of a LAPI. */
  private interface Request<T> {
    T send() throws LapiException;
  }

  private static <T> T ask(Request<T> request) throws ProgramException {
    try {
      return request.send();
    } catch (LapiException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String login() {
    return login;
  }

  @Override
  public String place() {
    return machine.display();
  }

  @Override
  public List<Alert> alerts(Map<String, String> filter) throws ProgramException {
    return ask(() -> machine.alerts(filter));
  }

  @Override
  public Optional<Alert> alert(long id) throws ProgramException {
    return ask(() -> machine.alert(id));
  }

  @Override
  public List<Long> push(List<Alert> alerts) throws ProgramException {
    return ask(() -> machine.push(alerts));
  }

  @Override
  public int deleteAlerts(Map<String, String> filter) throws ProgramException {
    return ask(() -> machine.deleteAlerts(filter));
  }

  @Override
  public int deleteAlert(long id) throws ProgramException {
    return ask(() -> machine.deleteAlert(id));
  }

  @Override
  public int deleteDecisions(Map<String, String> filter) throws ProgramException {
    return ask(() -> machine.deleteDecisions(filter));
  }

  @Override
  public int deleteDecision(long id) throws ProgramException {
    return ask(() -> machine.deleteDecision(id));
  }

  @Override
  public void close() {
    machine.close();
  }
}
