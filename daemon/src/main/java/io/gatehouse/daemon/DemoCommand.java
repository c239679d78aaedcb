package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.console.Terminal;
import io.gatehouse.daemon.demo.Defence;
import io.gatehouse.daemon.demo.Demo;
import io.gatehouse.daemon.demo.DemoException;
import io.gatehouse.daemon.host.DaemonLoop.Voice;
import io.gatehouse.daemon.host.LogSetup;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse demo}. */
@Command(
    name = "demo",
    description = "Shows a ban from the log line to the kernel, in a private network.",
    footer = {
      "",
      "Nothing on this host changes: bin/gatehouse starts it in network namespaces of its own, as"
          + " root or,",
      "where the kernel allows user namespaces, as anybody. Takes some seconds."
    })
final class DemoCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  DemoCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    Path directory = Files.createTempDirectory("gatehouse-demo");
    try {
      boolean coloured = Terminal.standardOutput(environment).color();
      new Demo(console.out(), coloured, directory, log -> protect(directory, log)).run();
      return 0;
    } catch (DemoException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    } finally {
      remove(directory);
    }
  }

  /** As an operator would write it, but for where things are. */
  private static String configuration(Path directory, Path accessLog) {
    return """
        data_dir: %1$s/data
        run_dir: %1$s/run
        collections: [gatehouse/http, gatehouse/log4j]
        acquisition:
          - filenames: [%2$s]
            labels: {type: nginx}
        api: {server: {listen_uri: "", listen_socket: %1$s/run/lapi.sock}}
        firewall: {mode: nftables}
        prometheus: {enabled: false}
        log: {level: error}
        """
        .formatted(directory, accessLog);
  }

  private static Defence protect(Path directory, Path accessLog) throws Exception {
    GatehouseFile file = read(configuration(directory, accessLog));
    LogSetup.apply(file.config().firewall().log(), "unused.log");
    Trouble trouble = new Trouble();
    AllInOne all = AllInOne.begin(file, Map.of(), trouble);
    return new Defence() {
      @Override
      public long droppedPackets() {
        return all.counters().stream()
            .filter(counters -> !counters.origin().isEmpty())
            .mapToLong(Counters::packets)
            .sum();
      }

      @Override
      public Optional<String> decision(String address) throws DemoException {
        trouble.check();
        return all.decisions(IpAddress.parse(address)).stream().findFirst().map(DemoCommand::told);
      }

      @Override
      public void close() {
        all.close();
      }
    };
  }

  private static String told(Decision decision) {
    Duration left = Duration.between(Instant.now(), decision.until());
    return "%s: %s of %s for %s"
        .formatted(
            decision.kind().scenario(),
            decision.kind().remediation(),
            decision.target().value(),
            GoDuration.format(left.plusMinutes(1).truncatedTo(ChronoUnit.HOURS)));
  }

  private static GatehouseFile read(String text) throws ConfigException {
    return GatehouseFile.read(
        ConfigFile.ofText("gatehouse.yaml", text), Map.of(), Optional.empty());
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Why the protection could not go on, if it could not. */
  private static final class Trouble implements Voice {
    private volatile @Nullable String reason;

    @Override
    public void ready() {}

    @Override
    public void finished() {}

    @Override
    public void giveUp(String why) {
      reason = why;
    }

    void check() throws DemoException {
      String why = reason;
      if (why != null) {
        throw new DemoException(why);
      }
    }
  }
}
