package io.gatehouse.daemon;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.LapiSettings;
import io.gatehouse.decision.DecisionSink;
import io.gatehouse.lapi.DecisionStream;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.lapi.LapiClient;
import io.gatehouse.lapi.LapiConfig;
import io.gatehouse.lapi.LapiConfig.Filter;
import io.gatehouse.lapi.LapiConfig.Tls;
import io.gatehouse.lapi.LapiConfig.Verification;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.StreamStatus;
import io.gatehouse.lapi.Waiting;
import io.gatehouse.store.ReadAheadSink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Decisions streamed from a LAPI. */
final class LapiSource implements DecisionSource {
  private final LapiClient client;
  private final DecisionStream stream;
  private final ReadAheadSink ahead;
  private final FirstFailure firstFailure;

  private LapiSource(
      LapiClient client, DecisionStream stream, ReadAheadSink ahead, FirstFailure firstFailure) {
    this.ahead = ahead;
    this.client = client;
    this.stream = stream;
    this.firstFailure = firstFailure;
  }

  /** What the file says of a first pull that fails. */
  static FirstFailure firstFailure(FirewallConfig config) {
    return config.lapi().retryInitialConnect() ? FirstFailure.RETRY : FirstFailure.STOP;
  }

  static LapiSource open(FirewallConfig config, DecisionSink sink, FirstFailure first)
      throws ProgramException {
    return open(config.lapi(), config.resyncInterval(), "firewall", sink, first);
  }

  /**
   * The same without a firewall.
   *
   * @param module what LAPI shows as the bouncer's type, with {@code gatehouse-} before it
   */
  static LapiSource open(
      LapiSettings lapi, Duration resync, String module, DecisionSink sink, FirstFailure first)
      throws ProgramException {
    try {
      InstantSource time = InstantSource.system();
      LapiClient client = LapiClient.open(clientConfig(lapi, resync, module), time);
      ReadAheadSink ahead = new ReadAheadSink(sink);
      DecisionStream stream =
          new DecisionStream(
              client, ahead, first, time, Waiting.inRealTime(), RandomGenerator.getDefault());
      return new LapiSource(client, stream, ahead, first);
    } catch (LapiException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    }
  }

  private static LapiConfig clientConfig(LapiSettings settings, Duration resync, String module) {
    return LapiConfig.at(settings.url())
        .apiKey(settings.key())
        .tls(
            new Tls(
                settings.certificate(),
                settings.certificateKey(),
                settings.authority(),
                settings.insecureSkipVerify() ? Verification.NONE : Verification.FULL))
        .filter(
            new Filter(
                settings.scopes(),
                settings.origins(),
                settings.scenariosContaining(),
                settings.scenariosNotContaining()))
        .updateFrequency(settings.updateFrequency())
        .resyncInterval(resync)
        .module(module, ProgramVersion.current().version())
        .build();
  }

  /** Asks for what has changed now, without waiting for its turn. Any thread. */
  void nudge() {
    stream.pullNow();
  }

  /** For reports of what was done. */
  LapiClient client() {
    return client;
  }

  /** Where the first pull may be tried again and again, there is nothing to wait for. */
  @Override
  public CompletableFuture<?> start() {
    stream.start();
    if (firstFailure == FirstFailure.RETRY) {
      return CompletableFuture.allOf();
    }
    return stream.firstPull();
  }

  @Override
  public Optional<StreamStatus> status() {
    return Optional.of(stream.status());
  }

  @Override
  public String name() {
    return client.config().displayUrl();
  }

  @Override
  public void refresh() {
    stream.pullFullNow();
  }

  @Override
  public void close() {
    stream.close();
    ahead.close();
  }
}
