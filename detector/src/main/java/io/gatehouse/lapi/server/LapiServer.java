package io.gatehouse.lapi.server;

/** The Local API over HTTP. */
public final class LapiServer {
  private LapiServer() {}
}
