package io.gatehouse.lapi;

import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;

/**
 * How far one request got. It rides on the request as a tag. OkHttp sends a request again on a new
 * connection when a pooled one turns out to be dead.
 */
final class Exchange extends EventListener {
  /** Written by whichever thread of OkHttp's sends. */
  private volatile int timesSent;

  static EventListener of(Call call) {
    Exchange exchange = call.request().tag(Exchange.class);
    return exchange != null ? exchange : EventListener.NONE;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one attempt at a time
  public void requestHeadersEnd(Call call, Request request) {
    timesSent++;
  }

  boolean wasSent() {
    return timesSent > 0;
  }

  /** The LAPI may have answered the first time, and taken that answer for delivered. */
  boolean wasRepeated() {
    return timesSent > 1;
  }
}
