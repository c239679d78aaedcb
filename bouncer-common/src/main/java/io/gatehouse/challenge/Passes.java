package io.gatehouse.challenge;

import io.gatehouse.challenge.PassCheck.Moved;
import io.gatehouse.challenge.PassCheck.Reason;
import io.gatehouse.challenge.PassCheck.Refused;
import io.gatehouse.challenge.PassCheck.Valid;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Issues passes and tells what one is worth. Thread-safe. */
final class Passes {
  /** A browser keeps a cookie of 4,096 bytes; ours is a fraction of that. */
  private static final int LONGEST = 1024;

  /** By how much the clocks of two nodes may differ. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Seal seal;
  private final TraitTagger tagger;
  private final PassCookie cookie;
  private final Revocations revocations;
  private final InstantSource time;
  private final RandomGenerator random;

  Passes(
      KeyRing keys,
      PassSettings settings,
      Revocations revocations,
      InstantSource time,
      RandomGenerator random) {
    this.seal = new Seal(keys, "gatehouse-pass", LONGEST);
    this.tagger = new TraitTagger(keys, settings.binding());
    this.cookie = new PassCookie(settings.domain());
    this.revocations = revocations;
    this.time = time;
    this.random = random;
  }

  /** The cookie with a pass for the visitor of this visit. */
  Header issue(Visit visit, PassLevel level, String provider, Duration lifetime) {
    byte[] id = new byte[Pass.ID_BYTES];
    random.nextBytes(id);
    Instant now = time.instant();
    return cookieOf(
        visit,
        new Pass(
            Pass.idOf(id),
            level,
            provider,
            cookie.audience(visit),
            now,
            now.plus(lifetime),
            tagger.of(visit, seal.key(), id)));
  }

  /** The cookie with the same pass, bound to where its visitor is now. It lives no longer. */
  Header renew(Visit visit, Pass old) {
    return cookieOf(
        visit,
        new Pass(
            old.id(),
            old.level(),
            old.provider(),
            old.audience(),
            old.issued(),
            old.expires(),
            tagger.of(visit, seal.key(), old.salt())));
  }

  private Header cookieOf(Visit visit, Pass pass) {
    Duration left = Duration.between(time.instant(), pass.expires());
    return cookie.set(visit, seal.seal(pass.toBytes()), left);
  }

  Header clear(Visit visit) {
    return cookie.clear(visit);
  }

  /**
   * What the best pass of a visit is worth.
   *
   * @param notBefore when the newest decision about the visitor was made that no older pass
   *     outweighs
   */
  PassCheck check(Visit visit, Instant notBefore) {
    PassCheck last = new Refused(Reason.ABSENT);
    for (String token : cookie.read(visit)) {
      last = check(visit, token, notBefore);
      if (!(last instanceof Refused)) {
        return last;
      }
    }
    return last;
  }

  private PassCheck check(Visit visit, String token, Instant notBefore) {
    Optional<Seal.Opened> opened = seal.open(token);
    if (opened.isEmpty()) {
      return new Refused(Reason.FORGED);
    }
    try {
      Pass pass = Pass.fromBytes(opened.get().payload());
      Optional<Reason> objection = objection(visit, pass, notBefore);
      return objection.<PassCheck>map(Refused::new).orElseGet(() -> of(visit, pass, opened.get()));
    } catch (IOException e) {
      return new Refused(Reason.FORGED);
    }
  }

  private Optional<Reason> objection(Visit visit, Pass pass, Instant notBefore) {
    Instant now = time.instant();
    if (!pass.expires().isAfter(now)) {
      return Optional.of(Reason.EXPIRED);
    }
    if (pass.issued().isAfter(now.plus(SKEW))) {
      return Optional.of(Reason.FROM_THE_FUTURE);
    }
    if (!pass.audience().equals(cookie.audience(visit))) {
      return Optional.of(Reason.OTHER_HOST);
    }
    if (pass.issued().isBefore(notBefore)) {
      return Optional.of(Reason.OUTDATED);
    }
    return revocations.isRevoked(pass) ? Optional.of(Reason.REVOKED) : Optional.empty();
  }

  private PassCheck of(Visit visit, Pass pass, Seal.Opened opened) {
    Traits now = tagger.of(visit, opened.key(), pass.salt());
    Traits.Match match = pass.traits().compare(now);
    if (match == Traits.Match.OTHER) {
      return new Refused(Reason.OTHER_VISITOR);
    }
    if (!revocations.admits(pass, visit.address())) {
      return new Refused(Reason.REVOKED);
    }
    return switch (match) {
      case SAME -> new Valid(pass);
      case MOVED_NEARBY -> new Moved(pass, true);
      case MOVED -> new Moved(pass, false);
      case OTHER -> new Refused(Reason.OTHER_VISITOR);
    };
  }
}
