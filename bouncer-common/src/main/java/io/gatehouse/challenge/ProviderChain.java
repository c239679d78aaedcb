package io.gatehouse.challenge;

import io.gatehouse.remote.Breaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of an installation, each with its breaker. Empty where none can be asked: then it
 * is for the proof of work. Thread-safe.
 */
final class ProviderChain implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderChain.class);
  private static final int FAILURES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

  private final List<Link> links;
  private final OkHttpClient http;
  private final InstantSource time;
  private final RandomGenerator random;

  private static final class Link {
    private final CaptchaProvider provider;
    private final Breaker breaker;
    private Instant complained = Instant.MIN;

    private Link(CaptchaProvider provider, Breaker breaker) {
      this.provider = provider;
      this.breaker = breaker;
    }

    /** At most once a minute. */
    private synchronized boolean mayComplain(Instant now) {
      if (complained.isAfter(now.minus(BETWEEN_COMPLAINTS))) {
        return false;
      }
      complained = now;
      return true;
    }
  }

  ProviderChain(CaptchaSettings settings, InstantSource time, RandomGenerator random) {
    this.time = time;
    this.random = random;
    this.http =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .callTimeout(settings.timeout())
            .build();
    this.links =
        settings.providers().stream()
            .map(
                one ->
                    new Link(
                        new CaptchaProvider(one, http, time), new Breaker(time, FAILURES, PAUSE)))
            .toList();
  }

  /** The first that can be asked now. */
  Optional<CaptchaProvider> first() {
    return links.stream()
        .filter(link -> link.breaker.admits())
        .map(link -> link.provider)
        .findFirst();
  }

  /** Another than the named one that can be asked now: the next, and after the last the first. */
  Optional<CaptchaProvider> other(String name) {
    int at = indexOf(name);
    for (int i = 1; i < links.size(); i++) {
      Link link = links.get((at + i) % links.size());
      if (link.breaker.admits()) {
        return Optional.of(link.provider);
      }
    }
    return Optional.empty();
  }

  private int indexOf(String name) {
    for (int i = 0; i < links.size(); i++) {
      if (links.get(i).provider.kind().word().equals(name)) {
        return i;
      }
    }
    return 0;
  }

  /** Whether the named one is ours and can be asked now. */
  boolean canAsk(String name) {
    return find(name).isPresent() && links.get(indexOf(name)).breaker.admits();
  }

  /** The provider of a token; empty if it is none of ours. */
  Optional<CaptchaProvider> find(String name) {
    return links.stream()
        .map(link -> link.provider)
        .filter(provider -> provider.kind().word().equals(name))
        .findFirst();
  }

  /** Asks a provider about an answer, and remembers how it did. */
  Verification verify(CaptchaProvider provider, Visit visit, String response) {
    Link link = links.get(indexOf(provider.kind().word()));
    if (!link.breaker.tryAsk()) {
      return Verification.unavailable("not asked after failures");
    }
    Verification verification = provider.verify(visit, response, uuid());
    note(link, verification);
    return verification;
  }

  private void note(Link link, Verification verification) {
    switch (verification.outcome()) {
      case PASSED -> link.breaker.worked();
      case REFUSED -> {
        link.breaker.answered();
        LOG.debug("captcha: {}: {}", link.provider.kind().word(), verification.detail());
      }
      case MISCONFIGURED, UNAVAILABLE -> {
        if (verification.provocable()) {
          link.breaker.failedPerhaps();
        } else {
          link.breaker.failed();
        }
        complain(link, verification);
      }
    }
  }

  private void complain(Link link, Verification verification) {
    if (!link.mayComplain(time.instant())) {
      return;
    }
    String name = link.provider.kind().word();
    if (verification.outcome() == Verification.Outcome.MISCONFIGURED) {
      LOG.error(
          "captcha: {} refused our question ({}): check site key and secret; until then the next"
              + " provider or the proof of work is used",
          name,
          verification.detail());
    } else {
      LOG.warn(
          "captcha: {} does not answer ({}); the next provider or the proof of work is used",
          name,
          verification.detail());
    }
  }

  private String uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L; // version and variant of RFC 9562 §5.4
    long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  @Override
  public void close() {
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
