package io.gatehouse.lapi.server;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request on its way through the server, with what is known of it so far. */
final class Exchange implements LapiRequest {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Route route;
  private final Map<String, String> pathParameters;
  private final QueryParameters query;
  private @Nullable Caller caller;
  private InputStream body = InputStream.nullInputStream();

  Exchange(Request request, Response response, Callback callback, Router.Match match)
      throws RefusedException {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.route = match.route();
    this.pathParameters = match.parameters();
    String raw = request.getHttpURI().getQuery();
    this.query = raw == null ? QueryParameters.NONE : QueryParameters.parse(raw);
  }

  Request request() {
    return request;
  }

  Response response() {
    return response;
  }

  Callback callback() {
    return callback;
  }

  Route route() {
    return route;
  }

  void comesFrom(Caller who) {
    caller = who;
  }

  void brings(InputStream bytes) {
    body = bytes;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public Map<String, String> pathParameters() {
    return pathParameters;
  }

  @Override
  public QueryParameters query() {
    return query;
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  @Override
  public Caller caller() {
    return requireNonNull(caller, "nobody was let in yet");
  }

  @Override
  public InputStream body() {
    return body;
  }
}
