package io.gatehouse.daemon.lapi;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse bouncers add}. */
@Command(
    name = "add",
    description = "Adds a bouncer and prints its API key, which cannot be asked for again.",
    footer = {
      "",
      "Examples:",
      "  gatehouse bouncers add firewall",
      "  KEY=$(gatehouse bouncers add firewall -o raw)"
    })
final class BouncersAddVerb extends AdministrationVerb {
  private static final int SHORTEST = 16;
  private static final int LONGEST = 64;

  @Parameters(paramLabel = "NAME", description = "What it will be called in lists.")
  private String name = "";

  @Option(
      names = {"-k", "--key"},
      paramLabel = "KEY",
      description = "A key of your own, which other users see in the process list.")
  private @Nullable String key;

  @Option(
      names = {"-l", "--length"},
      paramLabel = "BYTES",
      description = "Make a key of so many random bytes, 16 to 64, in hexadecimal.")
  private @Nullable Integer length;

  BouncersAddVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration) throws AdministrationException {
    String made = administration.addBouncer(name, ownKey().map(Secret::of)).reveal();
    switch (scene.form()) {
      case human -> {
        scene.out().println("API key for '" + name + "':\n\n   " + made + "\n");
        scene.out().println("Please keep this key since you will not be able to retrieve it!");
      }
      case json -> JsonOutput.print(scene.out(), json -> json.writeString(made));
      case raw -> scene.out().println(made);
    }
    return 0;
  }

  /** Empty to leave it to the server. */
  private Optional<String> ownKey() {
    if (key != null || length == null) {
      return Optional.ofNullable(key);
    }
    if (length < SHORTEST || length > LONGEST) {
      throw misuse("a key of %d bytes? Write %d to %d".formatted(length, SHORTEST, LONGEST));
    }
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return Optional.of(HexFormat.of().formatHex(bytes));
  }
}
