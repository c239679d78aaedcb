package io.gatehouse.daemon.peer;

import io.gatehouse.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Debian's crowdsec-firewall-bouncer 0.0.25 in nftables mode, to compare with. It changes the rules
 * of the host that it is given, so that is a namespace. Not thread-safe.
 */
public final class RealFirewallBouncer implements AutoCloseable {
  private final Process process;
  private final Path log;

  private RealFirewallBouncer(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it and waits for nothing.
   *
   * @param directory for its configuration and log; may be the LAPI's own
   */
  public static RealFirewallBouncer start(TestHost host, Path directory, URI lapi, String key) {
    if (host.equals(TestHost.here())) {
      throw new IllegalArgumentException("it would change this machine's firewall");
    }
    try {
      Path file = directory.resolve("crowdsec-firewall-bouncer.yaml");
      Path log = directory.resolve("crowdsec-firewall-bouncer.log");
      Files.writeString(file, PeerPackages.bouncerConfiguration(lapi, key));
      String program = PeerPackages.program("crowdsec-firewall-bouncer").toString();
      return new RealFirewallBouncer(
          host.command(program, "-c", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start(),
          log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its process id, for the memory it takes. */
  public long pid() {
    return process.pid();
  }

  /** What it has said so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it. With {@code daemonize: false} it handles no signal, so that its tables stay. */
  @Override
  public void close() {
    TestHost.end(process);
  }
}
