package io.gatehouse.lapi.server;

import io.gatehouse.lapi.server.Caller.Bouncer;
import io.gatehouse.lapi.server.Caller.Machine;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and times every request, and tells of it at debug level. */
final class RequestTally {
  private static final Logger log = LoggerFactory.getLogger(RequestTally.class);
  private static final String ROUTE = "gatehouse.route";
  private static final String CALLER = "gatehouse.caller";
  private static final String NO_ROUTE = "invalid-endpoint"; // upstream's word

  private final LapiMetrics metrics;

  RequestTally(LapiMetrics metrics) {
    this.metrics = metrics;
  }

  /** A callback that counts the request when it is over, and then passes on. */
  Callback count(Request request, Response response, Callback callback) {
    return Callback.from(() -> ended(request, response), callback);
  }

  void matched(Request request, Route route) {
    request.setAttribute(ROUTE, route.pattern());
  }

  void comesFrom(Request request, Caller caller) {
    request.setAttribute(CALLER, caller);
  }

  private void ended(Request request, Response response) {
    long nanos = System.nanoTime() - request.getBeginNanoTime();
    Object matched = request.getAttribute(ROUTE);
    String route = matched instanceof String pattern ? pattern : NO_ROUTE;
    String method = request.getMethod();
    metrics.requested(route, method, nanos);
    if (request.getAttribute(CALLER) instanceof Caller caller) {
      if (caller.identity() instanceof Machine machine) {
        metrics.requestedByMachine(machine.id(), route, method);
      } else if (caller.identity() instanceof Bouncer bouncer) {
        metrics.requestedByBouncer(bouncer.entry().row().name(), route, method);
      }
    }
    if (log.isDebugEnabled()) {
      tell(request, response, nanos);
    }
  }

  /** Without the query's values only in so far as they hold no secret: keys travel in headers. */
  private static void tell(Request request, Response response, long nanos) {
    log.debug(
        "{} \"{} {} {}\" {} {}us \"{}\"",
        Request.getRemoteAddr(request),
        request.getMethod(),
        request.getHttpURI().getPathQuery(),
        request.getConnectionMetaData().getProtocol(),
        response.getStatus(),
        TimeUnit.NANOSECONDS.toMicros(nanos),
        request.getHeaders().get(HttpHeader.USER_AGENT));
  }
}
