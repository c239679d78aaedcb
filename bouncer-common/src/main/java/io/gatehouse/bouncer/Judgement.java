package io.gatehouse.bouncer;

import io.gatehouse.appsec.AppSecRequest;
import io.gatehouse.challenge.Header;
import io.gatehouse.challenge.Reply;
import io.gatehouse.challenge.Visit;
import io.gatehouse.request.RequestFacts;
import io.gatehouse.request.Verdict;
import io.gatehouse.request.Verdict.Answer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was decided about one request, and what follows from it. Used by the request's thread. */
public final class Judgement {
  private static final int NOT_FOUND = 404;

  /** How often a proxy has asked about the request: what it did counts once. */
  enum Asked {
    FIRST,
    AGAIN
  }

  private final HttpBouncer bouncer;
  private final Visit visit;
  private final RequestFacts facts;
  private final PassReader.Reading pass;
  private final Asked asked;
  private Verdict verdict;
  private boolean goesOn;
  private @Nullable Inspection inspection;

  Judgement(
      HttpBouncer bouncer,
      Visit visit,
      RequestFacts facts,
      PassReader.Reading pass,
      Asked asked,
      Verdict verdict,
      boolean goesOn) {
    this.bouncer = bouncer;
    this.visit = visit;
    this.facts = facts;
    this.pass = pass;
    this.asked = asked;
    this.verdict = verdict;
    this.goesOn = goesOn;
  }

  /** Whether {@link #inspect} is to be called. */
  public boolean wantsInspection() {
    return bouncer.wantsToSee(goesOn);
  }

  /**
   * Asks AppSec about the request; what it says counts where it is harsher. Blocks. In a dry run
   * the request goes on all the same.
   */
  public void inspect(AppSecRequest request) {
    Optional<Inspection> found = bouncer.inspect(request, facts);
    if (found.isEmpty()) {
      return;
    }
    Verdict said = found.get().verdict();
    if (asked == Asked.FIRST) {
      note(said);
    }
    if (verdict.passes() || (said.answer() == Answer.REFUSE && !isRefused())) {
      inspection = found.get();
      verdict = said;
      goesOn = bouncer.settings().dryRun();
    }
  }

  private void note(Verdict said) {
    bouncer.noteRefusedByAppSec(visit, said);
    if (said.answer() == Answer.REFUSE
        && verdict.claim().isPresent()
        && bouncer.noteAttack(verdict.claim(), facts)) {
      pass.revoke();
    }
  }

  private boolean isRefused() {
    return verdict.answer() == Answer.REFUSE || verdict.answer() == Answer.CUSTOM;
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
    Inspection found = inspection;
    return found == null ? bouncer.reply(visit, verdict) : bouncer.reply(visit, found);
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
