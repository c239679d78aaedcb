package io.gatehouse.lapi.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off clients that take long over a request's head, or over their part of a TLS handshake. The
 * idle limit does not see one that sends a byte now and then; it is enough for one that sends
 * nothing.
 */
final class HeaderTimeout implements Connection.Listener {
  private final SlowClients slow;
  private final Map<Connection, Head> heads = new ConcurrentHashMap<>();

  HeaderTimeout(SlowClients slow) {
    this.slow = slow;
  }

  /** A head that is awaited: too slow once it has begun and does not end in time. */
  private final class Head implements SlowClients.Transfer {
    private final Connection connection;
    private volatile boolean awaited = true; // written by the thread that handles the request
    private volatile long before; // likewise: bytes up to here belong to earlier requests
    private volatile boolean begun; // written by the sweeping thread, and for each new request

    Head(Connection connection) {
      this.connection = connection;
    }

    @Override
    public long bytes() {
      if (!awaited || !isPartial()) {
        return Long.MAX_VALUE;
      }
      if (!begun) {
        begun = true;
        slow.watch(this); // its time begins now
        return Long.MAX_VALUE;
      }
      return 0;
    }

    /** A handshake is partial from its connection on. */
    private boolean isPartial() {
      return connection instanceof SslConnection tls
          ? tls.getSSLEngine().getSession().getProtocol().equals("NONE")
          : connection.getBytesIn() > before;
    }

    @Override
    public void cut() {
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onOpened(Connection connection) {
    Head head = new Head(connection);
    heads.put(connection, head);
    slow.watch(head);
  }

  @Override
  public void onClosed(Connection connection) {
    Head head = heads.remove(connection);
    if (head != null) {
      slow.forget(head);
    }
  }

  /** A head is whole. */
  void isWhole(Connection connection) {
    Head head = of(connection);
    if (head != null) {
      head.awaited = false;
    }
  }

  /**
   * Its request was answered; the next head may come. Not looked for in HTTP/2, where other bytes
   * than heads come on their own.
   */
  void awaitNext(Connection connection) {
    Head head = of(connection);
    if (head != null && !(connection instanceof HTTP2Connection)) {
      head.before = connection.getBytesIn();
      head.begun = false;
      head.awaited = true;
    }
  }

  private @Nullable Head of(Connection connection) {
    return heads.get(connection);
  }
}
