package io.gatehouse.lapi.server;

/** What answers one route. Thread safe; called once for each request that may ask. */
@FunctionalInterface
interface Endpoint {

  /**
   * Answers.
   *
   * @param request who asks what; its body is wholly in memory
   * @throws RefusedException to answer with another status and {@code {"message": …}}
   * @throws Exception of storage or of reading the body; the router knows what to say
   */
  Answer handle(LapiRequest request) throws Exception;

  /**
   * Which threads do the work of a request, whose body may not have arrived yet.
   *
   * @param usual the route's
   */
  default Route.Pool pool(LapiRequest request, Route.Pool usual) {
    return usual;
  }
}
