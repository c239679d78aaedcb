package io.gatehouse.lapi.server;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.gatehouse.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Machines' tokens: JWT, HS256, claims {@code id}, {@code exp}, {@code orig_iat}, as gin-jwt 2.10
 * makes them. Immutable.
 */
final class Tokens {
  /** How long a token lets in, and how long after its making it can be exchanged. */
  static final Duration LIFETIME = Duration.ofHours(1);

  private static final int SECRET_BYTES = 64;

  private final InstantSource time;
  private final Algorithm algorithm;
  private final JWTVerifier verifier;
  private final JWTVerifier signatureOnly;

  private Tokens(byte[] secret, InstantSource time) {
    this.time = time;
    this.algorithm = Algorithm.HMAC256(secret);
    Clock clock = new SourceClock(time);
    this.verifier = ((JWTVerifier.BaseVerification) JWT.require(algorithm)).build(clock);
    this.signatureOnly =
        ((JWTVerifier.BaseVerification)
                JWT.require(algorithm).acceptExpiresAt(2 * LIFETIME.toSeconds()))
            .build(clock);
  }

  /** With the secret; without one, tokens end with this object. */
  static Tokens of(Optional<Secret> secret, InstantSource time) {
    byte[] bytes =
        secret
            .map(given -> given.reveal().getBytes(StandardCharsets.UTF_8))
            .orElseGet(Tokens::random);
    return new Tokens(bytes, time);
  }

  private static byte[] random() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /**
   * A token and its end.
   *
   * @param text what the machine sends back
   * @param until when it ends, to the second
   */
  record Issued(String text, Instant until) {}

  /** A token for a machine that has proved who it is. */
  Issued issue(String machineId) {
    Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant until = now.plus(LIFETIME);
    String text =
        JWT.create()
            .withClaim("id", machineId)
            .withClaim("exp", until)
            .withClaim("orig_iat", now.getEpochSecond())
            .sign(algorithm);
    return new Issued(text, until);
  }

  /** The machine that a token lets in. */
  String machine(String token) throws RefusedException {
    DecodedJWT decoded = verified(verifier, token);
    if (decoded.getExpiresAtAsInstant() == null) {
      throw RefusedException.ofToken(400, "missing exp field");
    }
    return machineIn(decoded);
  }

  /** The machine whose token may be exchanged for a new one, although it may have expired. */
  String refreshable(String token) throws RefusedException {
    DecodedJWT decoded = verified(signatureOnly, token);
    Long made = decoded.getClaim("orig_iat").asLong();
    if (made == null) {
      throw RefusedException.ofToken(401, "missing orig_iat field");
    }
    if (Instant.ofEpochSecond(made).isBefore(time.instant().minus(LIFETIME))) {
      throw RefusedException.ofToken(401, "Token is expired");
    }
    return machineIn(decoded);
  }

  private static String machineIn(DecodedJWT decoded) throws RefusedException {
    Claim id = decoded.getClaim("id");
    String text = id.asString();
    if (text == null) {
      throw RefusedException.ofToken(401, "the token names no machine");
    }
    return text;
  }

  private static DecodedJWT verified(JWTVerifier verifier, String token) throws RefusedException {
    try {
      return verifier.verify(token);
    } catch (TokenExpiredException e) {
      throw RefusedException.ofToken(401, "Token is expired");
    } catch (JWTDecodeException e) {
      throw RefusedException.ofToken(401, "token is malformed");
    } catch (JWTVerificationException e) {
      throw RefusedException.ofToken(401, "signature is invalid");
    }
  }

  /** What the library takes for a clock. */
  private static final class SourceClock extends Clock {
    private final InstantSource source;

    SourceClock(InstantSource source) {
      this.source = source;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return source.instant();
    }
  }
}
