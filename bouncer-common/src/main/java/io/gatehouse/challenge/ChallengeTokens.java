package io.gatehouse.challenge;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes the tokens that pages carry, and reads them back. Thread-safe. */
final class ChallengeTokens {
  /** The return path is the longest part. */
  private static final int LONGEST = 4096;

  private final Seal seal;
  private final TraitTagger tagger;
  private final PassCookie cookie;
  private final Duration lifetime;
  private final InstantSource time;
  private final RandomGenerator random;

  /**
   * Tokens of one purpose.
   *
   * @param purpose so that a token of another is none
   */
  ChallengeTokens(
      KeyRing keys,
      String purpose,
      PassSettings passes,
      Duration lifetime,
      InstantSource time,
      RandomGenerator random) {
    this.seal = new Seal(keys, purpose, LONGEST);
    this.tagger = new TraitTagger(keys, passes.binding());
    this.cookie = new PassCookie(passes.domain());
    this.lifetime = lifetime;
    this.time = time;
    this.random = random;
  }

  /** A token for the visitor of this visit, good after {@code delay}. */
  ChallengeToken make(Visit visit, Task task, String returnPath, Duration delay) {
    byte[] nonce = new byte[ChallengeToken.NONCE_BYTES];
    random.nextBytes(nonce);
    Instant now = time.instant();
    return new ChallengeToken(
        HexFormat.of().formatHex(nonce),
        task.required(),
        task.provider(),
        task.puzzle(),
        returnPath,
        cookie.audience(visit),
        now.plus(delay),
        now,
        now.plus(lifetime),
        tagger.of(visit, seal.key(), nonce));
  }

  String seal(ChallengeToken token) {
    return seal.seal(token.toBytes());
  }

  /** The token if it is ours and for this visitor on this host; see {@link #isTimely}. */
  Optional<ChallengeToken> open(Visit visit, String text) {
    return seal.open(text).flatMap(opened -> checked(visit, opened));
  }

  private Optional<ChallengeToken> checked(Visit visit, Seal.Opened opened) {
    try {
      ChallengeToken token = ChallengeToken.fromBytes(opened.payload());
      Traits now = tagger.of(visit, opened.key(), token.nonceBytes());
      return Optional.of(token).filter(t -> isFor(visit, t, now));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether an answer to it is taken now. */
  boolean isTimely(ChallengeToken token) {
    Instant now = time.instant();
    return token.expires().isAfter(now) && !token.notBefore().isAfter(now);
  }

  private boolean isFor(Visit visit, ChallengeToken token, Traits now) {
    return token.audience().equals(cookie.audience(visit))
        && switch (token.traits().compare(now)) {
          case SAME, MOVED_NEARBY -> true;
          case MOVED, OTHER -> false;
        };
  }
}
