package io.gatehouse.lapi.server;

/**
 * One method of one path, who may ask it, and what answers.
 *
 * @param method as on the wire
 * @param pattern the path; a part that begins with a colon is a name for what stands there, such as
 *     {@code /v1/alerts/:alert_id}
 * @param access who may ask
 * @param usualPool which threads do the work, unless the endpoint sends a request elsewhere
 * @param endpoint what answers
 */
record Route(String method, String pattern, Access access, Pool usualPool, Endpoint endpoint) {

  /** Who may ask a route. */
  enum Access {
    /** Anybody. */
    OPEN,
    /** Machines, by token. */
    MACHINE,
    /** Machines, by token, from a trusted address. */
    TRUSTED_MACHINE,
    /** Bouncers, by key or certificate. */
    BOUNCER,
    /** Either; the headers tell which. */
    MACHINE_OR_BOUNCER,
    /** Whoever can open the admin socket. */
    OPERATOR
  }

  /** Which threads do the work. */
  enum Pool {
    /** The connection's own: for answers from memory. */
    MEMORY,
    /** One, because whoever pulls everything takes as much of it as there is. */
    FIRST_PULL,
    /** Some, which may wait for the database. */
    STORAGE,
    /** Few, because hashing a password takes a core for a while. */
    PASSWORD
  }

  /** Which threads do the work of this request. */
  Pool pool(LapiRequest request) {
    return endpoint.pool(request, usualPool);
  }

  /** A machine's route that works on the database. */
  static Route ofMachine(String method, String pattern, Endpoint endpoint) {
    return new Route(method, pattern, Access.MACHINE, Pool.STORAGE, endpoint);
  }
}
