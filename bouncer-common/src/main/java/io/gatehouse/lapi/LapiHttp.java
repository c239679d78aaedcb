package io.gatehouse.lapi;

import io.gatehouse.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * HTTP(S) to one LAPI, over TCP or a Unix socket: what a bouncer's client and a machine's have in
 * common. It knows no route and no credentials; it turns whatever fails into a {@link
 * LapiException}. Thread-safe; each call blocks its thread, and {@link #close} ends them all from
 * any other. A redirect is an answer like any other, so that no secret goes to another host.
 */
public final class LapiHttp implements AutoCloseable {
  private static final int MAX_OPENING = 512;

  private final Endpoint endpoint;
  private final OkHttpClient http;
  private final Diagnosis diagnosis;
  private final String userAgent;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Makes sense of an answer. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads it; whoever called closes it. */
    T read(Response response) throws LapiException;
  }

  /** Reads a body to its end. */
  @FunctionalInterface
  public interface Body<T> {
    /** Reads it. */
    T read(InputStream in) throws IOException;
  }

  private LapiHttp(Endpoint endpoint, OkHttpClient http, Diagnosis diagnosis, String userAgent) {
    this.endpoint = endpoint;
    this.http = http;
    this.diagnosis = diagnosis;
    this.userAgent = userAgent;
  }

  /** For the client of a bouncer. */
  static LapiHttp ofBouncer(LapiConfig config) throws LapiException {
    return open(config, Diagnosis.ofBouncer(config));
  }

  /**
   * For the client of a machine; nothing is sent yet.
   *
   * @param config address, TLS, user agent and time limits; the rest is not looked at
   * @param machine its name, for messages
   * @param password masked in every message
   * @throws LapiException if a certificate or key file can't be used
   */
  public static LapiHttp ofMachine(LapiConfig config, String machine, Secret password)
      throws LapiException {
    return open(config, Diagnosis.ofMachine(config, machine, password));
  }

  private static LapiHttp open(LapiConfig config, Diagnosis diagnosis) throws LapiException {
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(config.connectTimeout())
            .readTimeout(config.idleTimeout())
            .writeTimeout(config.idleTimeout())
            .eventListenerFactory(Exchange::of);
    Endpoint endpoint = Endpoint.of(config.apiUrl());
    TlsSetup.apply(config.tls(), endpoint.base(), http);
    endpoint.socket().ifPresent(path -> overSocket(http, path));
    return new LapiHttp(endpoint, http.build(), diagnosis, config.userAgent());
  }

  private static void overSocket(OkHttpClient.Builder http, Path path) {
    http.socketFactory(UnixSocket.factory(path))
        .proxy(Proxy.NO_PROXY)
        .dns(host -> List.of(InetAddress.getLoopbackAddress()));
  }

  /** Where it is, as it may be logged. */
  public String display() {
    return endpoint.display();
  }

  /** The address of a path below the LAPI's. */
  public HttpUrl.Builder at(String path) {
    return endpoint.at(path);
  }

  /** A request with what every one carries. */
  public Request.Builder request(HttpUrl.Builder url) {
    Request.Builder request =
        new Request.Builder().url(url.build()).header("User-Agent", userAgent);
    endpoint.basicCredentials().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  /**
   * Sends a request and reads its answer. It can be cancelled from before it is sent until its
   * answer was read to the end.
   *
   * @throws LapiException if no answer comes, or the reading throws it
   */
  public <T> T exchange(Request.Builder request, Reading<T> reading) throws LapiException {
    Exchange exchange = new Exchange();
    Call call = http.newCall(request.tag(Exchange.class, exchange).build());
    calls.add(call);
    if (closed) {
      call.cancel();
    }
    try (Response response = send(call, exchange)) {
      return reading.read(response);
    } finally {
      calls.remove(call);
    }
  }

  private Response send(Call call, Exchange exchange) throws LapiException {
    try {
      return call.execute();
    } catch (IOException e) {
      throw diagnosis.ofNoAnswer(e, exchange, closed);
    }
  }

  /** Whether the request of this answer went out more than once. */
  static boolean wasRepeated(Response response) {
    Exchange exchange = response.request().tag(Exchange.class);
    return exchange != null && exchange.wasRepeated();
  }

  /**
   * Reads a body.
   *
   * @throws LapiException if it breaks off, is not what was expected or too large
   */
  public <T> T body(Response response, Body<T> body) throws LapiException {
    String opening = "";
    try {
      opening = opening(response);
      leaveTimeToSocket(response);
      return body.read(response.body().byteStream());
    } catch (IOException e) {
      throw diagnosis.ofBody(e, opening, response.code(), closed);
    }
  }

  /**
   * OkHttp wakes its watchdog at every 8 KiB that are read. In HTTP/1 the socket has the same
   * time-out already; in HTTP/2, where it has none, there are other streams to wait for.
   */
  private static void leaveTimeToSocket(Response response) {
    if (response.protocol() != Protocol.HTTP_2) {
      response.body().source().timeout().clearTimeout();
    }
  }

  /** What of the body is here already, at least a byte of it, without taking it. */
  private static String opening(Response response) throws IOException {
    var source = response.body().source();
    source.request(1);
    return source
        .getBuffer()
        .snapshot((int) Math.min(source.getBuffer().size(), MAX_OPENING))
        .utf8();
  }

  /** What to throw for an answer whose status is not the expected one. */
  public LapiException refusal(Response response) {
    return diagnosis.ofStatus(response);
  }

  /** What to throw where the client was closed, or its thread told to end, before an answer. */
  public LapiException closing() {
    return diagnosis.closing();
  }

  /** Ends what is under way; a call that comes later fails. */
  @Override
  public void close() {
    closed = true;
    calls.forEach(Call::cancel);
    http.connectionPool().evictAll();
  }
}
