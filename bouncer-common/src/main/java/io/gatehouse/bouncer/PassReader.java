package io.gatehouse.bouncer;

import io.gatehouse.challenge.Challenges;
import io.gatehouse.challenge.Header;
import io.gatehouse.challenge.Pass;
import io.gatehouse.challenge.PassCheck;
import io.gatehouse.challenge.PassLevel;
import io.gatehouse.challenge.Reply;
import io.gatehouse.challenge.Visit;
import io.gatehouse.decision.Remediation;
import io.gatehouse.request.PassClaim;
import io.gatehouse.request.PassClaim.Place;
import io.gatehouse.request.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The passes in requests, as what decides understands them. */
final class PassReader {
  private static final String COOKIE = "gh_pass=";

  private final Challenges challenges;

  /** Whether this node has ever given a pass, so that a clean visitor may have one too many. */
  private volatile boolean givenAny;

  PassReader(Challenges challenges) {
    this.challenges = challenges;
  }

  void noteIssued(Reply reply) {
    if (!givenAny && isPass(reply)) {
      givenAny = true;
    }
  }

  private static boolean isPass(Reply reply) {
    return reply.header("Set-Cookie").map(cookie -> cookie.contains(COOKIE)).orElse(false);
  }

  /** Whether these cookies hold a pass, on a node that has given one. */
  boolean isShownIn(@Nullable String cookies) {
    return givenAny && cookies != null && cookies.contains(COOKIE);
  }

  Reading reading(Visit visit) {
    return new Reading(visit);
  }

  /** The pass of one request. */
  final class Reading {
    private final Visit visit;
    private @Nullable Pass pass;

    private Reading(Visit visit) {
      this.visit = visit;
    }

    PassClaim claim(Instant notBefore) {
      PassCheck check = challenges.check(visit, notBefore);
      if (check instanceof PassCheck.Valid valid) {
        return claim(valid.pass(), Place.HOME);
      }
      if (check instanceof PassCheck.Moved moved) {
        return claim(moved.pass(), moved.sameNetwork() ? Place.SAME_NETWORK : Place.ELSEWHERE);
      }
      return PassClaim.NONE;
    }

    private PassClaim claim(Pass found, Place place) {
      pass = found;
      return new PassClaim(found.id(), worth(found.level()), found.isVerified(), place);
    }

    private static Remediation worth(PassLevel level) {
      return switch (level) {
        case NOSCRIPT -> Remediation.THROTTLE;
        case POW -> Remediation.CHALLENGE;
        case CAPTCHA -> Remediation.CAPTCHA;
      };
    }

    Optional<Header> renewal(Verdict verdict) {
      Pass found = pass;
      return found != null && verdict.renewsPass()
          ? Optional.of(challenges.renew(visit, found))
          : Optional.empty();
    }

    void revoke() {
      Pass found = pass;
      if (found != null) {
        challenges.revoke(found);
      }
    }
  }
}
