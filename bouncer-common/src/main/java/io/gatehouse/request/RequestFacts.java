package io.gatehouse.request;

import io.gatehouse.policy.Surface;
import java.time.Instant;
import java.util.function.Function;

/**
 * What a request tells, as far as it matters for what is done about it.
 *
 * @param client who sent it
 * @param surface what it is for
 * @param asker what kind of program sent it
 * @param browser a number that stands for the browser, its languages and its platform
 * @param pass its pass, given the time before which a pass must not have been issued; asked at most
 *     once, and only if something was decided about the client
 */
public record RequestFacts(
    ClientAddress client,
    Surface surface,
    Asker asker,
    long browser,
    Function<Instant, PassClaim> pass) {

  /** What kind of program sent a request. */
  public enum Asker {
    /** One in which a question can be answered. */
    BROWSER,
    /** One that cannot answer a question. */
    PROGRAM,
    /** A browser that asks for permission (CORS), which never carries a pass. */
    PREFLIGHT
  }
}
