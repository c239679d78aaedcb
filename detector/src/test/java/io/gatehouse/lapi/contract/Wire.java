package io.gatehouse.lapi.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sends requests as they stand and follows nothing. Paths are as {@code v1/decisions?ip=…}. */
public final class Wire implements AutoCloseable {
  private final URI base;
  private final OkHttpClient http;

  private Wire(URI base, OkHttpClient http) {
    this.base = base;
    this.http = http;
  }

  public static Wire to(URI base) {
    return new Wire(base, new OkHttpClient.Builder().followRedirects(false).build());
  }

  /** The same server, asked from another address of loopback. */
  public Wire from(String address) {
    return new Wire(
        base,
        http.newBuilder()
            .socketFactory(new BoundSockets(address))
            .connectionPool(new ConnectionPool())
            .build());
  }

  public WireAnswer get(String path, Caller caller) {
    return send("GET", path, caller, null);
  }

  public WireAnswer head(String path, Caller caller) {
    return send("HEAD", path, caller, null);
  }

  public WireAnswer delete(String path, Caller caller) {
    return send("DELETE", path, caller, null);
  }

  public WireAnswer post(String path, Caller caller, String body) {
    return send("POST", path, caller, body.getBytes(StandardCharsets.UTF_8));
  }

  public WireAnswer postZipped(String path, Caller caller, String body) {
    return send("POST", path, caller.with("Content-Encoding", "gzip"), zipped(body));
  }

  public WireAnswer send(String method, String path, Caller caller, byte @Nullable [] body) {
    Request request =
        new Request.Builder()
            .url(base + path)
            .headers(Headers.of(caller.headers()))
            .method(method, body == null ? null : RequestBody.create(body, null))
            .build();
    try (Response response = http.newCall(request).execute()) {
      return new WireAnswer(response.code(), response.headers(), response.body().string());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.connectionPool().evictAll();
  }

  private static byte[] zipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Sockets that come from one address. */
  private static final class BoundSockets extends SocketFactory {
    private final String address;

    BoundSockets(String address) {
      this.address = address;
    }

    @Override
    public Socket createSocket() throws IOException {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(address, 0));
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw new IOException("not asked for");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      throw new IOException("not asked for");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      throw new IOException("not asked for");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      throw new IOException("not asked for");
    }
  }
}
