package io.gatehouse.request;

import io.gatehouse.lapi.Waiting;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the firewall bouncer on this host, for as long as this process lives, that requests to some
 * ports are looked at here, so that it may leave them to the milder hand. Without a firewall
 * bouncer nothing happens, and it is found when it comes. One thread.
 */
public final class LeaseHolder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LeaseHolder.class);
  private static final Duration RENEWAL = Duration.ofSeconds(3);
  private static final String TTL = "10s";
  private static final Duration CLOSING_TIME = Duration.ofSeconds(1);

  private final UnixDomainSocketAddress address;
  private final byte[] line;
  private final Waiting waiting;
  private final Thread thread = new Thread(this::run, "gatehouse-lease");
  private @Nullable SocketChannel channel;
  private volatile boolean held;
  private volatile boolean closed;

  /**
   * Not yet started.
   *
   * @param socket of the firewall bouncer
   * @param layer who looks at requests, {@code servlet} or {@code forward-auth}
   * @param instance tells several of them on one host apart; letters, digits, {@code .:_-}
   */
  public LeaseHolder(
      Path socket, String layer, String instance, Set<Integer> ports, Waiting waiting) {
    this.address = UnixDomainSocketAddress.of(socket);
    this.line = line(layer, instance, ports).getBytes(StandardCharsets.UTF_8);
    this.waiting = waiting;
    thread.setDaemon(true);
  }

  static String line(String layer, String instance, Set<Integer> ports) {
    String list =
        new TreeSet<>(ports).stream().map(String::valueOf).collect(Collectors.joining(","));
    return "{\"layer\":\""
        + plain(layer)
        + "\",\"instance\":\""
        + plain(instance)
        + "\",\"ports\":["
        + list
        + "],\"ttl\":\""
        + TTL
        + "\"}\n";
  }

  private static String plain(String word) {
    return word.replaceAll("[^A-Za-z0-9.:_-]", "_");
  }

  /** Begins to hold the lease. */
  public void start() {
    thread.start();
  }

  /** Whether the firewall bouncer has been told within the last few seconds. */
  public boolean isHeld() {
    return held;
  }

  private void run() {
    try {
      while (!closed) {
        renew();
        waiting.await(RENEWAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  private void renew() {
    try {
      SocketChannel open = channel;
      if (open == null) {
        open = connect();
        channel = open;
      }
      send(open);
      if (!held) {
        log.info("the firewall bouncer at {} leaves requests to this filter", address);
      }
      held = true;
    } catch (IOException e) {
      disconnect();
      log.atLevel(held ? Level.WARN : Level.DEBUG)
          .log("no lease from {} ({})", address, e.getMessage());
      held = false;
    }
  }

  private SocketChannel connect() throws IOException {
    SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      opened.connect(address);
      opened.configureBlocking(false);
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Never waits: a server that reads nothing has lost the lease. What it answers is passed over.
   */
  private void send(SocketChannel open) throws IOException {
    ByteBuffer unread = ByteBuffer.allocate(1024);
    if (open.read(unread) < 0) {
      throw new IOException("it has closed the connection");
    }
    ByteBuffer bytes = ByteBuffer.wrap(line);
    open.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException("it reads nothing");
    }
  }

  private void disconnect() {
    SocketChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.debug("closing the connection to {} failed", address, e);
      }
    }
  }

  /** Gives the lease up. */
  @Override
  public void close() {
    closed = true;
    waiting.wake();
    try {
      thread.join(CLOSING_TIME.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
