package io.gatehouse.challenge;

import io.gatehouse.remote.JsonAnswer;
import java.io.IOException;
import java.time.Instant;
import okhttp3.Request;

/** How one family of providers is asked, and what its answers mean. */
interface ProviderProtocol {

  /** The question about an answer that a visitor gave. */
  Request request(Visit visit, String response, String attempt);

  /**
   * Reads what came back with status 200.
   *
   * @throws IOException if it lacks what every answer has
   */
  Answer read(JsonAnswer json) throws IOException;

  /**
   * What a provider found; the rest only counts where it passed.
   *
   * @param hostname of the page that its question was on; empty where it does not tell
   * @param action that the page named; empty likewise
   * @param solved when
   * @param score from 0, a machine, to 1, a person
   */
  record Answer(
      Verification verdict, String hostname, String action, Instant solved, double score) {
    static Answer not(Verification verdict) {
      return new Answer(verdict, "", "", Instant.EPOCH, 0);
    }
  }
}
