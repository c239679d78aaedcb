package io.gatehouse.daemon;

import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.control.ControlAnswer;
import io.gatehouse.daemon.control.ControlClient;
import io.gatehouse.daemon.control.ControlException;
import io.gatehouse.daemon.control.ControlRequest;
import io.gatehouse.daemon.control.ControlVerb;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the running firewall and shows its answer. */
final class ControlDialogue {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ControlClient client;
  private final Console console;
  private final Form format;

  private ControlDialogue(ControlClient client, Console console, Form format) {
    this.client = client;
    this.console = console;
    this.format = format;
  }

  static ControlDialogue with(Path runDir, Console console, Form format) {
    return new ControlDialogue(ControlClient.at(runDir, PATIENCE), console, format);
  }

  /** The exit code: 0 done, 1 refused. */
  int ask(ControlVerb verb) throws ControlException {
    return show(client.ask(ControlRequest.to(verb)));
  }

  /** Shows an answer; the exit code. */
  int show(ControlAnswer answer) {
    if (format == Form.json) {
      console.out().println(answer.json());
    } else if (answer.done()) {
      answer.fields().forEach((name, value) -> console.out().println(name + ": " + value));
    } else {
      console.err().println("firewall: " + answer.fields().getOrDefault("error", "refused"));
    }
    return answer.done() ? 0 : 1;
  }
}
