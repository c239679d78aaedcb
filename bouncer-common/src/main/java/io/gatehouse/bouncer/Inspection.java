package io.gatehouse.bouncer;

import io.gatehouse.challenge.Reply;
import io.gatehouse.request.Verdict;
import java.util.Optional;

/**
 * Why AppSec lets a request not pass.
 *
 * @param verdict what is done with it
 * @param status for its sender where it is refused
 * @param relay AppSec's own answer, where there is one
 */
record Inspection(Verdict verdict, int status, Optional<Reply> relay) {
  private static final int FORBIDDEN = 403;
  private static final int FIRST_ERROR = 400;

  /** A refusal is never a success. */
  Inspection {
    status = status >= FIRST_ERROR ? status : FORBIDDEN;
  }
}
