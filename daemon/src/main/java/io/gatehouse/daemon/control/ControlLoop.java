package io.gatehouse.daemon.control;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that serves every client: a slow or silent one costs a buffer until its time is up,
 * and beyond {@link #LIMIT_CLIENTS} the next is closed at once.
 */
final class ControlLoop implements Runnable {
  static final int LIMIT_CLIENTS = 32;
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(ControlLoop.class);
  private static final long TICK_MILLIS = 1000;

  /** A client that cannot be accepted, for want of a file descriptor, stays ready all the time. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final ServerSocketChannel server;
  private final Selector selector;
  private final ControlVerbs verbs;
  private final InstantSource time;
  private final SelectionKey door;
  private Instant closedUntil = Instant.MIN;
  private volatile boolean stopped;

  ControlLoop(ServerSocketChannel server, ControlVerbs verbs, InstantSource time)
      throws IOException {
    this.server = server;
    this.selector = Selector.open();
    this.verbs = verbs;
    this.time = time;
    this.door = server.register(selector, SelectionKey.OP_ACCEPT);
  }

  void stop() {
    stopped = true;
    selector.wakeup();
  }

  @Override
  public void run() {
    try (server;
        selector) {
      while (!stopped) {
        selector.select(this::serve, TICK_MILLIS);
        dropTheSlow();
        openTheDoor();
      }
      clients().forEach(ControlConversation::close);
    } catch (IOException e) {
      log.error("control socket has failed: {}", e.toString());
    }
  }

  private void serve(SelectionKey key) {
    if (key.isValid() && key.attachment() instanceof ControlConversation client) {
      client.proceed();
    } else if (key.isValid() && key.isAcceptable()) {
      accept();
    }
  }

  private void accept() {
    try {
      SocketChannel channel = acceptOrPause();
      if (channel == null) {
        return;
      }
      if (clients().size() >= LIMIT_CLIENTS || !PeerCheck.isTrusted(channel)) {
        channel.close();
        return;
      }
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      key.attach(new ControlConversation(key, channel, verbs, time.instant().plus(PATIENCE)));
    } catch (IOException e) {
      log.debug("a client could not be accepted: {}", e.toString());
    }
  }

  private @Nullable SocketChannel acceptOrPause() throws IOException {
    try {
      return server.accept();
    } catch (IOException e) {
      closedUntil = time.instant().plus(PAUSE_AFTER_FAILURE);
      door.interestOps(0);
      throw e;
    }
  }

  private void openTheDoor() {
    if (door.interestOps() == 0 && !time.instant().isBefore(closedUntil)) {
      door.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  private void dropTheSlow() {
    Instant now = time.instant();
    clients().stream().filter(client -> client.isLate(now)).forEach(ControlConversation::close);
  }

  private List<ControlConversation> clients() {
    return selector.keys().stream()
        .map(SelectionKey::attachment)
        .filter(ControlConversation.class::isInstance)
        .map(ControlConversation.class::cast)
        .toList();
  }
}
