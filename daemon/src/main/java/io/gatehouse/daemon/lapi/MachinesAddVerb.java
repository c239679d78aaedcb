package io.gatehouse.daemon.lapi;

import io.gatehouse.config.Secret;
import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.lapi.machine.MachineCredentials;
import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse machines add}. */
@Command(
    name = "add",
    description = "Adds a machine, and writes its credentials for whoever runs there.",
    footer = {
      "",
      "Without -f the file is api.client.credentials_path: the machine is this host. With -o raw the",
      "password is printed alone, and a file is written only where -f names one.",
      "Examples:",
      "  gatehouse machines add",
      "  gatehouse machines add web01 -f web01.yaml -u http://10.0.0.1:8080/",
      "  PASSWORD=$(gatehouse machines add web01 -o raw)"
    })
final class MachinesAddVerb extends AdministrationVerb {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "What it will be called in lists; default: this host's id and random letters.")
  private @Nullable String name;

  @Option(
      names = {"-a", "--auto"},
      description = "Make up the password, which is the default, and the name if there is none.")
  @SuppressWarnings("UnusedVariable") // a flag of scripts that were written for cscli
  private boolean auto;

  @Option(
      names = {"-p", "--password"},
      paramLabel = "PASSWORD",
      description = "A password of your own, which other users see in the process list.")
  private @Nullable String password;

  @Option(
      names = {"-i", "--interactive"},
      description = "Ask for the password.")
  private boolean interactive;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Write the credentials there, for their owner alone; - for standard output.")
  private @Nullable String file;

  @Option(
      names = {"-u", "--url"},
      paramLabel = "URL",
      description = "Where the machine will find this LAPI; default: where it listens.")
  private @Nullable String url;

  @Option(names = "--force", description = "Overwrite the file, and the machine of that name.")
  private boolean force;

  MachinesAddVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration)
      throws AdministrationException, ProgramException, IOException {
    Optional<Path> target = target(scene);
    if (target.isPresent() && Files.exists(target.get()) && !force) {
      throw new ProgramException(
          "machines: %s is there already; give --force, or another file with -f (-f - for standard"
                  .formatted(target.get())
              + " output)");
    }
    String id = Objects.requireNonNullElseGet(name, MachineNames::make);
    String address = address(scene.config());
    Secret made = administration.addMachine(id, ownPassword(scene), force);
    MachineCredentials credentials = MachineCredentials.of(address, id, made);
    if (target.isPresent()) {
      write(credentials, target.get());
    }
    tell(scene, credentials, target);
    return 0;
  }

  /** The file to write; empty for none. */
  private Optional<Path> target(Scene scene) {
    if (file != null) {
      return file.equals("-") ? Optional.empty() : Optional.of(Path.of(file));
    }
    return scene.form() == Form.human
        ? Optional.of(scene.config().client().credentials())
        : Optional.empty();
  }

  private Optional<Secret> ownPassword(Scene scene) throws IOException, ProgramException {
    if (!interactive) {
      return Optional.ofNullable(password).map(Secret::of);
    }
    scene.err().print("Password: ");
    scene.err().flush();
    String typed = typedPassword();
    if (typed == null || typed.isEmpty()) {
      throw new ProgramException("machines: no password was given");
    }
    return Optional.of(Secret.of(typed));
  }

  @SuppressWarnings("SystemConsoleNull") // without a terminal either way reads standard input
  private @Nullable String typedPassword() throws IOException {
    java.io.Console terminal = System.console();
    if (terminal == null) {
      return answers().readLine();
    }
    char[] typed = terminal.readPassword();
    return typed == null ? null : new String(typed);
  }

  /** Checked before anything is added. */
  private String address(EngineConfig config) {
    String address = url == null ? LapiAddress.of(config) : url;
    try {
      return MachineCredentials.of(address, "any", Secret.of("any")).url();
    } catch (IllegalArgumentException e) {
      throw misuse(String.valueOf(e.getMessage()));
    }
  }

  private static void write(MachineCredentials credentials, Path path) throws ProgramException {
    try {
      credentials.write(path);
    } catch (IOException e) {
      throw new ProgramException(
          "machines: the machine was added, but %s cannot be written: %s; delete it and add it anew"
              .formatted(path, e.getMessage()));
    }
  }

  private void tell(Scene scene, MachineCredentials credentials, Optional<Path> target) {
    if ("-".equals(file)) {
      scene.out().print(credentials.toYaml());
      return;
    }
    switch (scene.form()) {
      case human -> {
        scene
            .out()
            .println("Machine '" + credentials.login() + "' successfully added to the LAPI.");
        target.ifPresent(path -> scene.out().println("API credentials written to '" + path + "'."));
      }
      case json ->
          JsonOutput.object(
              scene.out(),
              credentials,
              (json, one) -> {
                json.writeStringField("url", one.url());
                json.writeStringField("login", one.login());
                json.writeStringField("password", one.password().reveal());
              });
      case raw -> scene.out().println(credentials.password().reveal());
    }
  }
}
