package io.gatehouse.daemon.peer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A directory with Debian's packages {@code crowdsec} and {@code crowdsec-firewall-bouncer}
 * unpacked into it ({@code dpkg-deb -x}), named by the environment variable {@value #VARIABLE}.
 */
public final class PeerPackages {
  static final String VARIABLE = "GATEHOUSE_PEERS";

  private PeerPackages() {}

  /**
   * Ends a test as skipped, with the reason, where the variable is not set.
   *
   * @throws AssertionError if it is set and the programs are not there: that is a broken build
   */
  public static void assumePresent() {
    Assumptions.assumeTrue(
        directory().isPresent(), VARIABLE + " does not name a directory with unpacked packages");
    program("crowdsec");
    program("cscli");
    program("crowdsec-firewall-bouncer");
  }

  /** The path of one of their programs. */
  static Path program(String name) {
    Path file = directory().orElseThrow().resolve("usr/bin").resolve(name);
    if (!Files.isExecutable(file)) {
      throw new AssertionError(VARIABLE + ": " + file + " is no program; unpack the packages anew");
    }
    return file;
  }

  /** One of their files or directories, by its place in the package. */
  static Path file(String name) {
    return directory().orElseThrow().resolve(name);
  }

  /**
   * The configuration file of Debian's bouncer with what its installation fills in: mode, LAPI and
   * key; and in the foreground with the log on the standard streams.
   */
  public static String bouncerConfiguration(URI lapi, String key) throws IOException {
    Path file =
        directory().orElseThrow().resolve("etc/crowdsec/bouncers/crowdsec-firewall-bouncer.yaml");
    return Files.readString(file)
        .replaceFirst("(?m)^mode: .*", "mode: nftables")
        .replaceFirst("(?m)^daemonize: .*", "daemonize: false")
        .replaceFirst("(?m)^log_mode: .*", "log_mode: stdout")
        .replaceFirst("(?m)^api_url: .*", "api_url: " + lapi)
        .replaceFirst("(?m)^api_key: .*", "api_key: " + key);
  }

  private static Optional<Path> directory() {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .filter(text -> !text.isBlank())
        .map(text -> Path.of(text).toAbsolutePath());
  }
}
