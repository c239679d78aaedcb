package io.gatehouse.challenge;

import java.time.Duration;
import java.util.Map;

/** The part of a page in which something can be done: a proof of work or a captcha. */
final class Assignments {
  private static final String SCRIPT =
      "<script nonce=\"%s\">(function () {\n'use strict';\n"
          + Resource.text("common.js").replace("%", "%%")
          + "%s})();</script>";
  private static final String WORK = Resource.text("pow.js");
  private static final String CAPTCHA = Resource.text("captcha.js");

  private final Endpoints endpoints;
  private final Duration wait;

  /** Pages whose visitors without JavaScript wait this long. */
  Assignments(Endpoints endpoints, Duration wait) {
    this.endpoints = endpoints;
    this.wait = wait;
  }

  void add(
      Visit visit,
      Wall wall,
      Wall.Assignment todo,
      Messages messages,
      String nonce,
      Map<String, String> values) {
    if (!visit.isRepeatable() && !endpoints.isOurs(visit)) {
      values.put("resubmit", messages.get("resubmit"));
    }
    values.put("head", todo.waiting().map(token -> refresh(visit, token)).orElse(""));
    String task =
        todo.provider()
            .map(provider -> captcha(visit, wall, todo, provider, messages))
            .orElseGet(() -> work(visit, todo, messages));
    values.put("challenge", task + noscript(visit, todo, messages));
    String script = todo.provider().isPresent() ? CAPTCHA : WORK;
    values.put("script", SCRIPT.formatted(nonce, script));
  }

  private String refresh(Visit visit, String token) {
    return "<noscript><meta http-equiv=\"refresh\" content=\"%d;url=%s\"></noscript>"
        .formatted(seconds(), Template.escape(endpoints.waiting(visit, token)));
  }

  /** One more than is asked for, as the link is refused a moment too early. */
  private long seconds() {
    return wait.toSeconds() + 1;
  }

  private String noscript(Visit visit, Wall.Assignment todo, Messages messages) {
    String text =
        todo.waiting()
            .map(
                token ->
                    "<p class=\"note\">%s</p><p><a class=\"button\" href=\"%s\">%s</a></p>"
                        .formatted(
                            text(messages, "noscript.wait").replace("{0}", "" + seconds()),
                            Template.escape(endpoints.waiting(visit, token)),
                            text(messages, "noscript.wait.link")))
            .orElse("<p class=\"note bad\">" + text(messages, "noscript.explain") + "</p>");
    return "<noscript>" + text + "</noscript>\n";
  }

  private String work(Visit visit, Wall.Assignment todo, Messages messages) {
    ChallengeToken token = todo.token();
    return """
        <div id="work" class="work" hidden data-nonce="%s" data-bits="%d" data-rounds="%d"%s \
        data-done="%s" data-failed="%s" data-cookies="%s">
        <p class="state"><span id="state" role="status">%s</span><span id="share" aria-hidden="true"></span></p>
        <progress id="bar" value="0" aria-labelledby="state"></progress>
        </div>
        <p id="retry" hidden><button id="again" class="button" type="button">%s</button></p>
        <form id="answer" method="post" action="%s"%s>
        <input type="hidden" name="token" value="%s"><input type="hidden" name="solution">
        </form>
        """
        .formatted(
            token.nonce(),
            token.puzzle().bits(),
            token.puzzle().rounds(),
            todo.here() ? " data-here=\"1\"" : "",
            text(messages, "pow.done"),
            text(messages, "pow.failed"),
            text(messages, "pow.cookies"),
            text(messages, "pow.working"),
            text(messages, "pow.again"),
            Template.escape(endpoints.verify(visit)),
            again(visit, todo),
            todo.sealed());
  }

  private String captcha(
      Visit visit, Wall wall, Wall.Assignment todo, ProviderSettings provider, Messages messages) {
    ProviderKind kind = provider.kind();
    return """
        <form id="answer" class="question" method="post" action="%s" hidden data-script="%s" \
        data-key="%s" data-field="%s" data-action="%s"%s%s%s data-blocked="%s" data-cookies="%s">
        <input type="hidden" name="token" value="%s">
        <p class="state"><span id="state" role="status">%s</span></p>
        %s
        </form>
        <p id="retry" hidden><button id="again" class="button" type="button">%s</button></p>
        %s"""
        .formatted(
            Template.escape(endpoints.verify(visit)),
            Template.escape(script(provider, messages)),
            Template.escape(provider.siteKey()),
            kind.field(),
            Template.escape(provider.action()),
            kind.hasScore() ? " data-score=\"" + kind.word() + "\"" : "",
            wall.error().isPresent() ? " data-failed=\"1\"" : "",
            again(visit, todo),
            text(messages, "captcha.blocked"),
            text(messages, "pow.cookies"),
            todo.sealed(),
            text(messages, "captcha.loading"),
            widget(provider, messages),
            text(messages, "pow.again"),
            todo.hasOther() ? other(visit, todo, messages) : "");
  }

  /** Where the page is the answer to a form, loading it again would send the form again. */
  private String again(Visit visit, Wall.Assignment todo) {
    return endpoints.isOurs(visit)
        ? " data-again=\"" + Template.escape(endpoints.challenge(visit, todo.sealed())) + "\""
        : "";
  }

  private String other(Visit visit, Wall.Assignment todo, Messages messages) {
    return "<p class=\"contact\"><a href=\"%s&amp;other=1\">%s</a></p>\n"
        .formatted(
            Template.escape(endpoints.challenge(visit, todo.sealed())),
            text(messages, "captcha.other"));
  }

  private static String script(ProviderSettings provider, Messages messages) {
    ProviderKind kind = provider.kind();
    return kind.script()
        + switch (kind) {
          case RECAPTCHA_V2, HCAPTCHA -> "?hl=" + messages.language();
          case RECAPTCHA_V3, RECAPTCHA_ENTERPRISE -> "?render=" + provider.siteKey();
          case TURNSTILE -> "";
        };
  }

  private static String widget(ProviderSettings provider, Messages messages) {
    ProviderKind kind = provider.kind();
    if (kind.hasScore()) {
      return "<input type=\"hidden\" name=\"%s\">".formatted(kind.field());
    }
    String more =
        kind == ProviderKind.TURNSTILE
            ? " data-action=\"%s\" data-language=\"%s\" data-theme=\"auto\""
                .formatted(Template.escape(provider.action()), messages.language())
            : "";
    return """
        <div class="widget %s" data-sitekey="%s" data-callback="gatehouseSolved"%s></div>"""
        .formatted(kind.widgetClass(), Template.escape(provider.siteKey()), more);
  }

  private static String text(Messages messages, String key) {
    return Template.escape(messages.get(key));
  }
}
