package io.gatehouse.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.control.ControlClient;
import io.gatehouse.daemon.control.ControlException;
import io.gatehouse.daemon.control.ControlRequest;
import io.gatehouse.daemon.control.ControlVerb;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Goes once through what every start goes through, so that the JVM can keep the classes that it
 * takes in an archive: {@code bin/gatehouse} runs it with {@code -XX:DumpLoadedClassList}. The
 * decision comes from a stub of its own; with the argument {@code nftables} it is enforced, which
 * the launcher asks for only in an empty network namespace.
 */
public final class Rehearsal {
  private static final String DECISION =
      "{\"new\":[{\"id\":1,\"origin\":\"cscli\",\"scenario\":\"rehearsal\",\"scope\":\"Ip\","
          + "\"type\":\"ban\",\"value\":\"203.0.113.7\",\"duration\":\"1h\"}],\"deleted\":[]}";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int TRIES = 50;
  private static final long PAUSE_MILLIS = 100;

  private Rehearsal() {}

  /** Takes the mode, {@code nftables} or {@code dry-run}. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("gatehouse-rehearsal");
    HttpServer lapi = lapi();
    Path file = directory.resolve("rehearsal.yaml");
    Files.writeString(
        file,
        """
        mode: %s
        api_url: http://127.0.0.1:%d/
        api_key: rehearsal
        run_dir: %s
        prometheus: {enabled: true, listen_port: 0}
        """
            .formatted(arguments[0], lapi.getAddress().getPort(), directory));
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Gatehouse.run(Map.of(), nowhere, nowhere, "firewall", "-t", "-c", file.toString());
    run(file, directory);
    remove(directory);
    System.exit(0);
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static HttpServer lapi() throws IOException {
    HttpServer lapi =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    lapi.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = DECISION.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    lapi.start();
    return lapi;
  }

  private static void run(Path file, Path directory) throws InterruptedException {
    FirewallDaemon daemon = new FirewallDaemon(Map.of(), new Parts(file));
    Thread running = new Thread(() -> runToItsEnd(daemon), "rehearsal");
    running.start();
    awaitForce(ControlClient.at(directory, PATIENCE));
    daemon.stop();
    running.join();
  }

  private static void runToItsEnd(FirewallDaemon daemon) {
    try {
      daemon.run();
    } catch (Exception e) {
      throw new IllegalStateException("the rehearsal failed", e);
    }
  }

  private static void awaitForce(ControlClient client) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      Thread.sleep(PAUSE_MILLIS);
      try {
        if (client.ask(ControlRequest.to(ControlVerb.STATUS)).fields().containsValue("in_force")) {
          return;
        }
      } catch (ControlException e) {
        // Not yet.
      }
    }
  }

  private record Parts(Path file) implements FirewallDaemon.Sources {
    @Override
    public FirewallFile read() throws ConfigException {
      return FirewallFile.read(ConfigFile.read(file), Map.of(), Source.LAPI);
    }

    @Override
    public Protection protection(FirewallConfig config, FirstFailure firstFailure)
        throws ProgramException {
      return new FirewallProtection(
          config, store -> FirewallParts.source(config, firstFailure, Optional.empty(), store));
    }
  }
}
