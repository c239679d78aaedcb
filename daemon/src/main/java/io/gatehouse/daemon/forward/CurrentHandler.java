package io.gatehouse.daemon.forward;

import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands each request to one handler, which another can take the place of at any time. */
final class CurrentHandler extends Handler.Abstract {
  private Turn now; // guarded by this

  /** A handler's time, and the requests of it that are not answered yet. */
  private static final class Turn {
    private final Handler handler;
    private int underWay; // guarded by the outer handler

    Turn(Handler handler) {
      this.handler = handler;
    }
  }

  CurrentHandler(Handler first) {
    this.now = new Turn(first);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Turn turn = enter();
    return turn.handler.handle(request, response, Callback.from(callback, () -> leave(turn)));
  }

  private synchronized Turn enter() {
    now.underWay++;
    return now;
  }

  private synchronized void leave(Turn turn) {
    turn.underWay--;
    notifyAll();
  }

  /** From now on by this one. Waits, but not longer than this, for what the other is at. */
  synchronized void become(Handler next, Duration longest) throws InterruptedException {
    Turn before = now;
    now = new Turn(next);
    long end = System.nanoTime() + longest.toNanos();
    long left = longest.toMillis();
    while (before.underWay > 0 && left > 0) {
      wait(left);
      left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    }
  }
}
