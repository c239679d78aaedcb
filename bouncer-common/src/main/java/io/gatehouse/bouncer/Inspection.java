package io.gatehouse.bouncer;

import io.gatehouse.challenge.Reply;
import io.gatehouse.request.Verdict;
import java.util.Optional;

/**
 * Why AppSec lets a request not pass.
 *
 * @param verdict what is done with it
 * @param status for its sender; 0 for the usual one
 * @param relay AppSec's own answer, where there is one
 */
record Inspection(Verdict verdict, int status, Optional<Reply> relay) {
  private static final int FIRST_ERROR = 400;

  /** The answer for the sender, made from the usual one. A refusal is never a success. */
  Reply reply(Reply usual) {
    return status >= FIRST_ERROR ? usual.withStatus(status) : usual;
  }
}
