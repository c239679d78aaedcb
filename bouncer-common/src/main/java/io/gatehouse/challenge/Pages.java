package io.gatehouse.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The HTML of walls. Everything is in the page itself: nothing else is loaded. Thread-safe. */
final class Pages {
  static final Set<String> TEXTS =
      Set.of(
          "lang",
          "title",
          "nonce",
          "kind",
          "heading",
          "message",
          "error",
          "resubmit",
          "contact_url",
          "contact_label",
          "request_id",
          "request_id_label",
          "time",
          "time_label",
          "address",
          "address_label");
  static final Set<String> HTML = Set.of("head", "style", "icon", "challenge", "script");

  private static final String STYLE = Resource.text("wall.css").strip();
  private static final String SCRIPT = Resource.text("pow.js").strip();

  private final Template template;
  private final Endpoints endpoints;
  private final Optional<String> contact;
  private final Duration wait;

  Pages(Endpoints endpoints, Optional<String> contact, Duration wait) {
    this.template = Template.parse(Resource.text("wall.html"), TEXTS, HTML, List.of());
    this.endpoints = endpoints;
    this.contact = contact;
    this.wait = wait;
  }

  Optional<String> contact() {
    return contact;
  }

  static String timeText(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  String render(Visit visit, Wall wall, Messages messages, String nonce, Instant now) {
    Map<String, String> values = new HashMap<>();
    String key = wall.kind().key();
    values.put("lang", messages.language());
    values.put("nonce", nonce);
    values.put("kind", key);
    values.put("title", messages.get(key + ".title"));
    values.put("heading", messages.get(key + ".heading"));
    values.put("message", messages.get(key + ".message"));
    wall.error().ifPresent(error -> values.put("error", messages.get(error)));
    contact.ifPresent(url -> values.put("contact_url", url));
    values.put("contact_label", messages.get("contact"));
    values.put("request_id", visit.requestId());
    values.put("request_id_label", messages.get("details.request_id"));
    values.put("time", timeText(now));
    values.put("time_label", messages.get("details.time"));
    values.put("address", visit.address().toString());
    values.put("address_label", messages.get("details.address"));
    values.put("style", STYLE);
    values.put("icon", Icons.of(wall.kind()));
    wall.assignment().ifPresent(todo -> addChallenge(visit, todo, messages, nonce, values));
    return template.render(values);
  }

  private void addChallenge(
      Visit visit,
      Wall.Assignment todo,
      Messages messages,
      String nonce,
      Map<String, String> values) {
    if (!visit.isRepeatable()) {
      values.put("resubmit", messages.get("resubmit"));
    }
    values.put("head", todo.waiting().map(token -> refresh(visit, token)).orElse(""));
    values.put("challenge", work(visit, todo, messages) + noscript(visit, todo, messages));
    values.put("script", "<script nonce=\"" + nonce + "\">" + SCRIPT + "</script>");
  }

  private String refresh(Visit visit, String token) {
    return "<noscript><meta http-equiv=\"refresh\" content=\"%d;url=%s\"></noscript>"
        .formatted(seconds(), Template.escape(endpoints.waiting(visit, token)));
  }

  private long seconds() {
    return wait.toSeconds() + 1;
  }

  private String noscript(Visit visit, Wall.Assignment todo, Messages messages) {
    String text =
        todo.waiting()
            .map(
                token ->
                    "<p class=\"note\">%s</p><p><a href=\"%s\">%s</a></p>"
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
        <p class="state"><span id="state" role="status">%s</span><output id="share"></output></p>
        <progress id="bar" value="0" aria-labelledby="state"></progress>
        </div>
        <p><button id="again" class="button" type="button" hidden>%s</button></p>
        <form id="answer" method="post" action="%s">
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
            todo.sealed());
  }

  private static String text(Messages messages, String key) {
    return Template.escape(messages.get(key));
  }
}
