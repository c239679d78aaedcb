package io.gatehouse.bouncer;

import io.gatehouse.challenge.Header;
import io.gatehouse.challenge.Reply;
import io.gatehouse.challenge.Visit;
import io.gatehouse.request.RequestFacts;
import io.gatehouse.request.Verdict;
import java.util.Optional;

/** What was decided about one request, and what follows from it. Used by the request's thread. */
public final class Judgement {
  private static final int NOT_FOUND = 404;

  private final HttpBouncer bouncer;
  private final Visit visit;
  private final RequestFacts facts;
  private final PassReader.Reading pass;
  private final Verdict verdict;
  private final boolean goesOn;

  Judgement(
      HttpBouncer bouncer,
      Visit visit,
      RequestFacts facts,
      PassReader.Reading pass,
      Verdict verdict,
      boolean goesOn) {
    this.bouncer = bouncer;
    this.visit = visit;
    this.facts = facts;
    this.pass = pass;
    this.verdict = verdict;
    this.goesOn = goesOn;
  }

  /** What was decided, and why. */
  public Verdict verdict() {
    return verdict;
  }

  /** Whether the request goes on to the application; in a dry run every one does. */
  public boolean goesOn() {
    return goesOn;
  }

  /** What the application's answer is to carry besides: a pass that is renewed or not needed. */
  public Optional<Header> header() {
    return bouncer.headerOf(visit, verdict, pass);
  }

  /**
   * What its sender gets in the application's place. A type of decision that is left to the
   * application, and that it does not deal with, is a ban.
   */
  public Reply reply() {
    return bouncer.reply(visit, verdict);
  }

  /** Notes what the application answered: who asks for many pages that don't exist loses a pass. */
  public void noteAnswer(int status) {
    if (status == NOT_FOUND
        && verdict.claim().isPresent()
        && bouncer.noteNotFound(verdict.claim(), facts)) {
      pass.revoke();
    }
  }
}
