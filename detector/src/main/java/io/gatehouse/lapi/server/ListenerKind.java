package io.gatehouse.lapi.server;

/** Through which listener a request came; the listener has its name. */
enum ListenerKind {
  /** TCP, for everybody who proves who he is. */
  NETWORK,
  /** The same over a Unix socket. */
  SOCKET,
  /** The operator's Unix socket. */
  ADMIN
}
