package io.gatehouse.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A LAPI that does what a test tells it, one {@link Answer} a request, and an empty delta when it
 * was told nothing. It speaks HTTP/1.1 over loopback, TLS or a Unix socket, from bare sockets,
 * because much of what it plays no HTTP server would do. Thread-safe.
 */
public final class ScriptedLapi implements AutoCloseable {
  /** What a LAPI up to 1.7.7 sends when nothing has changed. */
  public static final String NOTHING_NEW = "{\"deleted\":null,\"new\":null}";

  private static final long PATIENCE_SECONDS = 20;
  private static final long ACCEPTOR_ENDS_MILLIS = 5_000;

  private final Listener listener;
  private final String url;
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private volatile Function<Request, Answer> otherwise = ScriptedLapi::nothingNew;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Set<Closeable> connections = ConcurrentHashMap.newKeySet();
  private final Thread acceptor;
  private final AtomicInteger accepted = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * What a client asked.
   *
   * @param target path and query, as sent
   * @param headers by name in lower case
   */
  public record Request(String method, String target, Map<String, String> headers, String body) {

    /** The header's value, or an empty text. */
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** Whether the client must show a certificate. */
  public enum ClientCertificate {
    REQUIRED,
    NOT_ASKED
  }

  private record Connection(InputStream in, OutputStream out, Closeable socket)
      implements Closeable {
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private interface Listener extends Closeable {
    Connection accept() throws IOException;
  }

  private ScriptedLapi(Listener listener, String url) {
    this.listener = listener;
    this.url = url;
    acceptor = daemon("scripted-lapi", this::acceptAll);
  }

  /** On a free port of 127.0.0.1. */
  public static ScriptedLapi start() {
    try {
      return over(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a free port of localhost, over TLS. */
  public static ScriptedLapi startTls(SSLContext context, ClientCertificate certificate) {
    try {
      var server =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      server.setNeedClientAuth(certificate == ClientCertificate.REQUIRED);
      return over(server, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a Unix socket at this path. */
  public static ScriptedLapi startOn(Path path) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
      return new ScriptedLapi(new UnixListener(server), path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ScriptedLapi over(ServerSocket server, String scheme) {
    return new ScriptedLapi(
        new TcpListener(server), scheme + "://localhost:" + server.getLocalPort() + "/");
  }

  /** What an {@code api_url} would say. */
  public String url() {
    return url;
  }

  /** Answers the next request that has no answer yet like this. */
  public ScriptedLapi then(Answer answer) {
    script.add(answer);
    return this;
  }

  /** Answers the next request with this JSON. */
  public ScriptedLapi thenJson(String body) {
    return then(Answer.json(body));
  }

  /** Answers every request that has no answer of its own like this, from now on. */
  public ScriptedLapi otherwise(Function<Request, Answer> standing) {
    otherwise = standing;
    return this;
  }

  /** What it answers where it was told nothing. */
  public static Answer nothingNew(Request request) {
    return Answer.json(request.method().equals("HEAD") ? "" : NOTHING_NEW);
  }

  /** The oldest request not taken yet; waits for one. */
  public Request takeRequest() {
    try {
      Request request = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("no request came within " + PATIENCE_SECONDS + " s");
      }
      return request;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Requests not taken yet. */
  public int requestsWaiting() {
    return requests.size();
  }

  /** Connections since the start. */
  public int connectionsAccepted() {
    return accepted.get();
  }

  /** Closes every connection that is open now, as a restart would; goes on listening. */
  public void dropConnections() {
    connections.forEach(ScriptedLapi::closeQuietly);
  }

  @Override
  public void close() {
    closing.countDown();
    closeQuietly(listener);
    awaitAcceptor();
    dropConnections();
  }

  /** The kernel goes on listening for as long as somebody waits in it to accept. */
  private void awaitAcceptor() {
    try {
      acceptor.join(ACCEPTOR_ENDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptAll() {
    while (closing.getCount() > 0) {
      try {
        Connection connection = listener.accept();
        accepted.incrementAndGet();
        connections.add(connection);
        daemon("scripted-lapi-connection", () -> serve(connection));
      } catch (IOException e) {
        // a handshake that failed, or the end
      }
    }
  }

  private void serve(Connection connection) {
    try (connection) {
      Answer.Afterwards afterwards = Answer.Afterwards.KEEP;
      while (afterwards == Answer.Afterwards.KEEP) {
        Request request = read(connection.in());
        if (request == null) {
          return;
        }
        requests.add(request);
        afterwards = answerTo(request).write(connection.out(), closing);
        connection.out().flush();
      }
    } catch (IOException e) {
      // the client hung up; that is part of the play
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answerTo(Request request) {
    Answer next = script.poll();
    return next != null ? next : otherwise.apply(request);
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), UTF_8);
    int space = first.indexOf(' ');
    String target = first.substring(space + 1, first.lastIndexOf(' '));
    return new Request(first.substring(0, space), target, headers, body);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void closeQuietly(Closeable open) {
    try {
      open.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }

  private record TcpListener(ServerSocket server) implements Listener {
    @Override
    public Connection accept() throws IOException {
      Socket socket = server.accept();
      return new Connection(
          new BufferedInputStream(socket.getInputStream()),
          new BufferedOutputStream(socket.getOutputStream()),
          socket);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private record UnixListener(ServerSocketChannel server) implements Listener {
    @Override
    public Connection accept() throws IOException {
      SocketChannel channel = server.accept();
      return new Connection(
          new BufferedInputStream(Channels.newInputStream(channel)),
          new BufferedOutputStream(Channels.newOutputStream(channel)),
          channel);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
