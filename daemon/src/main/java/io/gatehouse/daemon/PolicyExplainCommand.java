package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.control.ControlAnswer;
import io.gatehouse.daemon.control.ControlClient;
import io.gatehouse.daemon.control.ControlException;
import io.gatehouse.daemon.control.ControlRequest;
import io.gatehouse.daemon.control.ControlVerb;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.net.IpAddress;
import io.gatehouse.store.DecisionStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code gatehouse policy explain ADDRESS}. Decisions come from a file, or from the running
 * firewall; never from a second pull with its key, which would take decisions away from it (LAPI
 * moves the cursor of the key, repo:crowdsec:pkg/apiserver/controllers/v1/decisions.go).
 */
@Command(
    name = "explain",
    description = "Says what each enforcement point would do about an address, and why.",
    footer = {
      "",
      "Without --decisions the running firewall is asked what it knows of the address."
    })
final class PolicyExplainCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FirewallCommand firewall;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "ADDRESS",
      converter = AddressConverter.class,
      description = "IPv4 or IPv6 address.")
  private @Nullable IpAddress address;

  @Option(
      names = "--decisions",
      paramLabel = "DECISIONS",
      description = "Take decisions from a file: LAPI's JSON, or an address or prefix a line.")
  private @Nullable Path decisions;

  PolicyExplainCommand(FirewallCommand firewall) {
    this.firewall = firewall;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    FirewallConfig config = firewall.readOffline();
    IpAddress asked = Objects.requireNonNull(address);
    console.out().print(decisions == null ? fromDaemon(config, asked) : fromFile(config, asked));
    console.out().flush();
    return 0;
  }

  private static String fromDaemon(FirewallConfig config, IpAddress asked)
      throws ControlException, ProgramException {
    ControlAnswer answer =
        ControlClient.at(config.runDir(), PATIENCE)
            .ask(new ControlRequest(ControlVerb.EXPLAIN, asked.toString()));
    if (!answer.done()) {
      throw new ProgramException("policy: " + answer.fields().getOrDefault("error", "refused"));
    }
    return answer.fields().getOrDefault("explanation", "");
  }

  private String fromFile(FirewallConfig config, IpAddress asked)
      throws ProgramException, ConfigException, InterruptedException {
    DecisionStore store = new DecisionStore(InstantSource.system());
    try (FileSource source = new FileSource(Objects.requireNonNull(decisions), store)) {
      source.start().get();
    } catch (ExecutionException e) {
      throw ProgramException.because(e);
    }
    return FirewallPolicy.explain(
        config, FirewallPolicy.guards(config).gather(), asked, store.covering(asked));
  }

  /** Reads the argument strictly; a host name is no address. */
  static final class AddressConverter implements ITypeConverter<IpAddress> {
    @Override
    public IpAddress convert(String text) {
      return IpAddress.tryParse(text)
          .orElseThrow(() -> new TypeConversionException("'" + text + "' is not an IP address"));
    }
  }
}
