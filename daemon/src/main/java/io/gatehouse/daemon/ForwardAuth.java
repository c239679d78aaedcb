package io.gatehouse.daemon;

import io.gatehouse.bouncer.HttpBouncer;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.host.DaemonLoop;
import io.gatehouse.daemon.settings.ForwardAuthConfig;
import io.gatehouse.daemon.watch.Health;
import io.gatehouse.daemon.watch.WatchEndpoint;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.StreamStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The forward-auth service at work: a bouncer, and where it is watched. */
final class ForwardAuth implements DaemonLoop.Work {
  private static final Logger log = LoggerFactory.getLogger(ForwardAuth.class);

  private final HttpBouncer bouncer;
  private final Optional<WatchEndpoint> watch;

  private ForwardAuth(HttpBouncer bouncer, Optional<WatchEndpoint> watch) {
    this.bouncer = bouncer;
    this.watch = watch;
  }

  /**
   * Opens all of it, or nothing.
   *
   * @param listener goes on with the bouncer, also after this work has ended
   */
  static ForwardAuth open(ForwardAuthConfig config, ForwardAuthListener listener)
      throws ProgramException, LapiException, InterruptedException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    HttpBouncer bouncer = HttpBouncer.open(config.bouncer(), registry, Set.of());
    listener.serve(config, bouncer);
    Optional<WatchEndpoint> watch =
        WatchEndpoint.openIfEnabled(config.prometheus(), registry::scrape, () -> health(bouncer));
    announce(config, listener, bouncer);
    return new ForwardAuth(bouncer, watch);
  }

  private static void announce(
      ForwardAuthConfig config, ForwardAuthListener listener, HttpBouncer bouncer) {
    List<String> places = new ArrayList<>();
    config
        .listen()
        .ifPresent(at -> places.add(at.withPort(listener.port().orElse(at.port())).toString()));
    config.socket().ifPresent(path -> places.add(path.toString()));
    log.info(
        "answering proxies at {}, own pages at {}, decisions from {}, clients by {}{}",
        String.join(" and ", places),
        config.bouncer().challenge().path(),
        bouncer.source(),
        config.bouncer().clients().header().name(),
        config.bouncer().dryRun() ? "; dry run: every request passes" : "");
    config
        .bouncer()
        .appSec()
        .ifPresent(
            appSec ->
                log.info(
                    "AppSec at {} sees method, URI and headers of requests, and bodies only"
                        + " from a proxy that hands them on (Envoy, Traefik): an attack in a body"
                        + " that it is not shown is not found",
                    appSec.url()));
  }

  private static Health health(HttpBouncer bouncer) {
    Map<String, String> details = new LinkedHashMap<>();
    bouncer.decisions().ifPresent(count -> details.put("decisions", count.toString()));
    Optional<StreamStatus> status = bouncer.lapiStatus();
    status.ifPresent(lapi -> describe(lapi, details));
    boolean good = status.map(lapi -> lapi.state() == StreamStatus.State.CONNECTED).orElse(true);
    return new Health(good, details);
  }

  private static void describe(StreamStatus lapi, Map<String, String> details) {
    details.put("lapi", lapi.state().name());
    details.put("since", lapi.since().toString());
    lapi.lastSuccess().ifPresent(last -> details.put("last_pull", last.toString()));
    if (lapi.streak() > 0) {
      lapi.lastError().ifPresent(error -> details.put("error", error));
    }
  }

  @Override
  public String summary() {
    String decisions =
        bouncer.decisions().map("%,d decisions"::formatted).orElse("LAPI asked live");
    return bouncer.lapiStatus().map(lapi -> decisions + ", LAPI " + lapi.state()).orElse(decisions);
  }

  @Override
  public String farewell() {
    return "proxies get no answer any more, and refuse or pass as they are set";
  }

  /** The listener goes on with the bouncer until there is another, or the program ends. */
  @Override
  public void close() {
    watch.ifPresent(WatchEndpoint::close);
  }
}
