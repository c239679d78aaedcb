package io.gatehouse.daemon.lapi;

import io.gatehouse.config.Secret;
import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.machine.LapiMachine;
import io.gatehouse.lapi.machine.LapiMachine.Registered;
import io.gatehouse.lapi.machine.MachineCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse lapi register}. */
@Command(
    name = "register",
    description = "Registers this host at a LAPI elsewhere, and writes its credentials.",
    footer = {
      "",
      "Unless the LAPI takes the token, its operator lets this host in with"
          + " `machines validate NAME`.",
      "Examples:",
      "  gatehouse lapi register -u http://10.0.0.1:8080/",
      "  gatehouse lapi register -u http://10.0.0.1:8080/ --machine web01 --token TOKEN"
    })
final class LapiRegisterVerb extends LapiVerb {
  @Option(
      names = {"-u", "--url"},
      paramLabel = "URL",
      description = "Where the LAPI is; default: where this host's own listens.")
  private @Nullable String url;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Write the credentials there; default: api.client.credentials_path.")
  private @Nullable Path file;

  @Option(
      names = "--machine",
      paramLabel = "NAME",
      description = "What this host will be called; default: its id and random letters.")
  private @Nullable String machine;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Of automatic registration, for a LAPI that has it.")
  private @Nullable String token;

  LapiRegisterVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) throws Exception {
    Path target = Objects.requireNonNullElse(file, scene.config().client().credentials());
    MachineCredentials credentials = credentials(scene);
    Registered registered = register(credentials);
    write(credentials, target);
    scene.say("Successfully registered to Local API (LAPI) as '" + credentials.login() + "'");
    scene.say("Local API credentials written to '" + target + "'");
    if (registered == Registered.PENDING) {
      scene.say("Its operator lets you in with: machines validate " + credentials.login());
    }
    if (scene.form() == Form.json) {
      JsonOutput.object(
          scene.out(),
          credentials,
          (json, one) -> {
            json.writeStringField("url", one.url());
            json.writeStringField("login", one.login());
            json.writeBooleanField("validated", registered == Registered.VALIDATED);
          });
    }
    return 0;
  }

  private MachineCredentials credentials(Scene scene) {
    String where = url == null ? LapiAddress.of(scene.config()) : url;
    String login = Objects.requireNonNullElseGet(machine, MachineNames::make);
    try {
      return MachineCredentials.of(where, login, Secret.of(MachineNames.password()));
    } catch (IllegalArgumentException e) {
      throw misuse(String.valueOf(e.getMessage()));
    }
  }

  private Registered register(MachineCredentials credentials) throws ProgramException {
    VerbContext context = group().context();
    try (LapiMachine lapi =
        LapiMachine.open(credentials, "cli", context.version(), context.time())) {
      return lapi.register(Secret.of(Objects.requireNonNullElse(token, "")));
    } catch (LapiException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    }
  }

  private static void write(MachineCredentials credentials, Path target) throws ProgramException {
    try {
      credentials.write(target);
    } catch (IOException e) {
      throw new ProgramException(
          "lapi: registered as '%s', but %s cannot be written: %s; register anew with -f FILE"
              .formatted(credentials.login(), target, e.getMessage()));
    }
  }
}
