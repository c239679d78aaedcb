package io.gatehouse.daemon;

import io.gatehouse.bouncer.HttpBouncer;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.forward.ForwardAuthServer;
import io.gatehouse.daemon.settings.ForwardAuthConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Where proxies ask, over all reloads of the configuration: the bouncer from before answers until
 * the next one does. Used by one thread.
 */
final class ForwardAuthListener implements AutoCloseable {
  private static final Duration FIRST_PULL = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(20);

  private @Nullable ForwardAuthServer server;
  private @Nullable HttpBouncer bouncer;

  /**
   * Goes on by another configuration and its bouncer, which are this one's to close.
   *
   * @throws ProgramException if it can't listen there; nobody is answered then
   */
  void serve(ForwardAuthConfig config, HttpBouncer next)
      throws ProgramException, InterruptedException {
    ForwardAuthServer open = server;
    HttpBouncer before = bouncer;
    bouncer = next;
    if (open != null && before != null && open.listensAsIn(config)) {
      awaitFirstPull(next);
      open.goOnBy(next);
      before.close();
      return;
    }
    close(open, before);
    server = null;
    server = start(config, next);
  }

  private static ForwardAuthServer start(ForwardAuthConfig config, HttpBouncer bouncer)
      throws ProgramException {
    try {
      return ForwardAuthServer.start(config, bouncer);
    } catch (IOException e) {
      throw new ProgramException("forward-auth: " + e.getMessage());
    }
  }

  /** Until then it would not know whom to refuse; but a LAPI that is away is not waited for. */
  private static void awaitFirstPull(HttpBouncer next) throws InterruptedException {
    Instant end = Instant.now().plus(FIRST_PULL);
    while (next.lapiStatus().filter(lapi -> lapi.lastSuccess().isEmpty()).isPresent()
        && Instant.now().isBefore(end)) {
      Thread.sleep(LOOK.toMillis());
    }
  }

  /** The port of {@code listen_uri}, where it listens on one. */
  OptionalInt port() {
    return server == null ? OptionalInt.empty() : server.port();
  }

  @Override
  public void close() {
    close(server, bouncer);
    server = null;
    bouncer = null;
  }

  private static void close(@Nullable ForwardAuthServer server, @Nullable HttpBouncer bouncer) {
    if (server != null) {
      server.close();
    }
    if (bouncer != null) {
      bouncer.close();
    }
  }
}
