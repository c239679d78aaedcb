package io.gatehouse.lapi.server;

import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.net.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Handles every request: its route, who asks, its body, a thread of its pool, the endpoint, the
 * answer. Each step either goes on to the next or answers.
 */
final class RequestHandler extends Handler.Abstract {
  private final Map<ListenerKind, Router> routers;
  private final Authenticator authenticator;
  private final GuessThrottle throttle;
  private final ThreadPools pools;
  private final LapiServerConfig.Limits limits;
  private final BodyBudget bodies;
  private final SlowClients slow;
  private final HeaderTimeout heads;
  private final RequestTally tally;
  private final FailureLog failures = new FailureLog();

  /** What it works with; all of it thread safe. */
  record Parts(
      Map<ListenerKind, Router> routers,
      Authenticator authenticator,
      GuessThrottle throttle,
      ThreadPools pools,
      LapiServerConfig.Limits limits,
      SlowClients slow,
      HeaderTimeout heads,
      RequestTally tally) {}

  RequestHandler(Parts parts) {
    this.routers = parts.routers();
    this.authenticator = parts.authenticator();
    this.throttle = parts.throttle();
    this.pools = parts.pools();
    this.limits = parts.limits();
    this.bodies = new BodyBudget(parts.limits().bodiesInFlightBytes());
    this.slow = parts.slow();
    this.heads = parts.heads();
    this.tally = parts.tally();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Connection connection = request.getConnectionMetaData().getConnection();
    heads.isWhole(connection);
    Callback ending = Callback.from(() -> heads.awaitNext(connection), callback);
    Callback counted = tally.count(request, response, ending);
    try {
      ListenerKind listener = listener(request);
      String path = request.getHttpURI().getPath();
      Router.Found found = router(listener).find(request.getMethod(), path == null ? "" : path);
      if (found instanceof Router.Match match) {
        tally.matched(request, match.route());
        authenticate(new Exchange(request, response, counted, match), listener);
      } else {
        Answers.send(Answers.ofNoRoute(found, request), response, counted, slow);
      }
    } catch (RefusedException e) {
      Answers.send(e.answer(), response, counted, slow);
    }
    return true;
  }

  private static ListenerKind listener(Request request) {
    return ListenerKind.valueOf(request.getConnectionMetaData().getConnector().getName());
  }

  private Router router(ListenerKind listener) {
    Router router = routers.get(listener);
    if (router == null) {
      throw new IllegalStateException("there are no routes for " + listener);
    }
    return router;
  }

  private void authenticate(Exchange exchange, ListenerKind listener) {
    try {
      Optional<Caller> caller =
          authenticator.authenticate(exchange.request(), exchange.route(), listener);
      if (caller.isPresent()) {
        exchange.comesFrom(caller.get());
        receive(exchange);
      } else {
        pools.run(Route.Pool.STORAGE, exchange, () -> authenticateWithDatabase(exchange));
      }
    } catch (RefusedException e) {
      refuse(exchange, e);
    }
  }

  private void authenticateWithDatabase(Exchange exchange) {
    try {
      exchange.comesFrom(authenticator.authenticateWithDatabase(exchange.request()));
      receive(exchange);
    } catch (RefusedException e) {
      refuse(exchange, e);
    } catch (StorageException e) {
      fail(exchange, e);
    }
  }

  private void receive(Exchange exchange) throws RefusedException {
    tally.comesFrom(exchange.request(), exchange.caller());
    if (!exchange.method().equals("POST")) {
      run(exchange, () -> answer(exchange));
      return;
    }
    boolean open = exchange.route().access() == Route.Access.OPEN;
    int limit = open ? limits.loginBodyBytes() : limits.bodyBytes();
    RequestBody body = new RequestBody(exchange.request(), limit, bodies, slow);
    body.receive(new Received(exchange, body));
  }

  private void run(Exchange exchange, Runnable work) throws RefusedException {
    pools.run(exchange.route().pool(exchange), exchange.caller().identity(), work);
  }

  /** Goes on when the body is there. */
  private final class Received implements RequestBody.Receiver {
    private final Exchange exchange;
    private final RequestBody body;

    Received(Exchange exchange, RequestBody body) {
      this.exchange = exchange;
      this.body = body;
    }

    @Override
    public void received() {
      try {
        exchange.brings(body.open());
        run(exchange, this::answerAndRelease);
      } catch (RefusedException e) {
        refused(e);
      }
    }

    private void answerAndRelease() {
      try {
        answer(exchange);
      } finally {
        body.release();
      }
    }

    @Override
    public void refused(RefusedException why) {
      body.release();
      refuse(exchange, why);
    }

    @Override
    public void broken(Throwable why) {
      body.release();
      exchange.callback().failed(why);
    }
  }

  /** The top of a request's work: whatever an endpoint throws becomes an answer. */
  @SuppressWarnings("CatchingUnchecked")
  private void answer(Exchange exchange) {
    try {
      Answer answer = exchange.route().endpoint().handle(exchange);
      failures.succeeded();
      Answers.send(answer, exchange.response(), exchange.callback(), slow);
    } catch (RefusedException e) {
      refuse(exchange, e);
    } catch (BodyTooLargeException e) {
      refuse(exchange, RequestBody.tooLarge());
    } catch (IOException e) {
      refuse(exchange, RefusedException.badRequest(Answers.firstLine(e.getMessage())));
    } catch (Exception e) {
      fail(exchange, e);
    }
  }

  private void fail(Exchange exchange, Exception why) {
    failures.failed(exchange.method() + " " + exchange.route().pattern(), why);
    Answers.send(Answers.ofFailure(why), exchange.response(), exchange.callback(), slow);
  }

  private void refuse(Exchange exchange, RefusedException why) {
    IpAddress address = authenticator.address(exchange.request());
    Duration hold = why.isGuess() ? throttle.failed(address) : Duration.ZERO;
    if (hold.isZero()) {
      Answers.send(why.answer(), exchange.response(), exchange.callback(), slow);
      return;
    }
    Runnable answer =
        () -> {
          throttle.answered(address);
          Answers.send(why.answer(), exchange.response(), exchange.callback(), slow);
        };
    getServer().getScheduler().schedule(answer, hold.toMillis(), TimeUnit.MILLISECONDS);
  }
}
