package io.gatehouse.challenge;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns a {@link Wall} into a {@link Reply} of the kind that the visit can make use of. No wall is
 * ever kept by a cache, nor by the browser's back button. Thread-safe.
 */
final class Walls {
  private static final int NONCE_BYTES = 18;

  private final Pages pages;
  private final Endpoints endpoints;
  private final InstantSource time;
  private final RandomGenerator random;

  Walls(Pages pages, Endpoints endpoints, InstantSource time, RandomGenerator random) {
    this.pages = pages;
    this.endpoints = endpoints;
    this.time = time;
    this.random = random;
  }

  Reply reply(Visit visit, Wall wall, Wanted wanted) {
    Reply reply = bare(wall);
    Messages messages = Messages.of(visit);
    String detail = messages.get(wall.kind().key() + ".message");
    reply =
        switch (wanted) {
          case PAGE -> page(reply, visit, wall, messages);
          case PROBLEM ->
              reply.with(ProblemJson.TYPE, ProblemJson.of(visit, wall, detail, endpoints));
          case TEXT -> reply.with("text/plain; charset=utf-8", text(visit, wall, messages));
          case NOTHING, PREFLIGHT -> reply;
        };
    return visit.method().equals("HEAD") ? reply.withoutBody() : reply;
  }

  private static Reply bare(Wall wall) {
    Reply reply =
        uncached(wall.status())
            .with("Vary", "Cookie")
            .with("X-Robots-Tag", "noindex")
            .with("X-Gatehouse-Action", wall.kind().action());
    return wall.retryAfter()
        .map(wait -> reply.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))))
        .orElse(reply);
  }

  /** What every reply of ours carries. */
  static Reply uncached(int status) {
    return Reply.of(status)
        .with("Cache-Control", "no-store")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Content-Type-Options", "nosniff");
  }

  private Reply page(Reply reply, Visit visit, Wall wall, Messages messages) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    String html = pages.render(visit, wall, messages, nonce, time.instant());
    boolean foreign = wall.assignment().flatMap(Wall.Assignment::provider).isPresent();
    return reply
        // a provider has to see which site its question is on
        .replacing("Referrer-Policy", foreign ? "strict-origin" : "no-referrer")
        .with("Content-Security-Policy", policy(wall, nonce))
        .with("Content-Language", messages.language())
        .with("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  private static String policy(Wall wall, String nonce) {
    String page =
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
            + " img-src data:; ";
    Optional<ProviderKind> provider =
        wall.assignment().flatMap(Wall.Assignment::provider).map(ProviderSettings::kind);
    if (provider.isPresent()) {
      return page + captchaPolicy(provider.get(), nonce);
    }
    String style = "style-src 'nonce-" + nonce + "'";
    return wall.assignment().isPresent()
        ? page
            + style
            + "; script-src 'nonce-%s'; connect-src 'self'; worker-src blob:".formatted(nonce)
        : page + style;
  }

  /** Their scripts put styles of their own into the page. */
  private static String captchaPolicy(ProviderKind kind, String nonce) {
    ProviderKind.Sources sources = kind.sources();
    return Stream.of(
            "style-src 'unsafe-inline' " + sources.style(),
            "script-src 'nonce-" + nonce + "' " + sources.script(),
            "frame-src " + sources.frame(),
            "connect-src 'self' " + sources.connect())
        .map(String::strip)
        .collect(Collectors.joining("; "));
  }

  private byte[] text(Visit visit, Wall wall, Messages messages) {
    String key = wall.kind().key();
    StringBuilder text = new StringBuilder();
    text.append(messages.get(key + ".heading")).append("\n\n");
    text.append(messages.get(key + ".message")).append("\n\n");
    Optional<String> contact = pages.contact();
    contact.ifPresent(url -> line(text, messages.get("contact"), url));
    line(text, messages.get("details.request_id"), visit.requestId());
    line(text, messages.get("details.time"), Pages.timeText(time.instant()));
    line(text, messages.get("details.address"), visit.address().toString());
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(label).append(": ").append(value).append('\n');
  }
}
