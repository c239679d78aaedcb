package io.gatehouse.lapi.server;

import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.server.LapiServerConfig.Limits;
import io.gatehouse.lapi.server.LapiServerConfig.ListenAddress;
import io.gatehouse.lapi.server.LapiServerConfig.ServerTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;

/** The listeners. */
final class Connectors {
  private static final int HEADER_BYTES = 16 << 10;
  private static final int OUTPUT_BYTES = 32 << 10;

  /** How long an idle connection may hold up the end of the server. */
  private static final long SHUTDOWN_IDLE_MILLIS = 100;

  /** The paths are matched as sent, so that {@code %2F} may stand for a slash within a part. */
  private static final UriCompliance URIS =
      UriCompliance.DEFAULT.with(
          "LAPI",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
          UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

  private final Server server;
  private final Limits limits;

  Connectors(Server server, Limits limits) {
    this.server = server;
    this.limits = limits;
  }

  /**
   * A TCP listener for HTTP/1.1 and HTTP/2, over TLS or not.
   *
   * @throws LapiException if a certificate or key can't be used
   */
  ServerConnector tcp(ListenAddress address, Optional<ServerTls> tls) throws LapiException {
    HttpConfiguration http = configuration();
    ServerConnector connector =
        tls.isPresent()
            ? new ServerConnector(server, encrypted(http, tls.get()))
            : new ServerConnector(
                server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setName(ListenerKind.NETWORK.name());
    connector.setHost(address.host().isEmpty() ? null : address.host());
    connector.setPort(address.port());
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setAcceptQueueSize(1024);
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
    return connector;
  }

  private static ConnectionFactory[] encrypted(HttpConfiguration http, ServerTls tls)
      throws LapiException {
    ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
    choice.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
    return new ConnectionFactory[] {
      new SslConnectionFactory(TlsContext.of(tls), choice.getProtocol()),
      choice,
      new HTTP2ServerConnectionFactory(http),
      new HttpConnectionFactory(http)
    };
  }

  /** A Unix socket in place of what an earlier process left there. */
  UnixDomainServerConnector unix(Path path, ListenerKind listener) throws IOException {
    UnixDomainServerConnector connector =
        new UnixDomainServerConnector(server, new HttpConnectionFactory(configuration()));
    connector.setName(listener.name());
    connector.setUnixDomainPath(path);
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
    Files.deleteIfExists(path);
    return connector;
  }

  /** Nobody but this user. */
  static void makePrivate(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }

  private HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setOutputBufferSize(OUTPUT_BYTES);
    http.setUriCompliance(URIS);
    http.setHttpCompliance(HttpCompliance.RFC9110);
    http.setRelativeRedirectAllowed(true);
    return http;
  }
}
