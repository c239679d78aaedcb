package io.gatehouse.appsec;

import io.gatehouse.appsec.AppSecVerdict.Act;
import io.gatehouse.appsec.AppSecVerdict.Allow;
import io.gatehouse.appsec.AppSecVerdict.Relay;
import io.gatehouse.decision.Remediation;
import io.gatehouse.remote.JsonAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes sense of an answer. Whoever runs AppSec may have changed the status that it blocks with, so
 * an object with an action is a verdict whatever its status.
 */
final class AppSecAnswer {
  private static final int PASSED = 200;
  private static final int BLOCKED = 403;
  private static final Act BAN = new Act(Remediation.BAN, BLOCKED);
  private static final String HEADERS = "user_headers.";

  private AppSecAnswer() {}

  /** Empty for what is no verdict: the component has failed. */
  static Optional<AppSecVerdict> read(int status, byte[] body) {
    Optional<JsonAnswer> json = json(body);
    Optional<String> action = json.flatMap(answer -> answer.text("action"));
    if (status == PASSED) {
      boolean allows = action.isEmpty() || action.get().equals("allow");
      return allows ? Optional.of(new Allow()) : Optional.of(verdict(json.get(), action.get()));
    }
    if (action.isPresent() && !action.get().equals("allow")) {
      return Optional.of(verdict(json.get(), action.get()));
    }
    return status == BLOCKED ? Optional.of(BAN) : Optional.empty();
  }

  private static Optional<JsonAnswer> json(byte[] body) {
    try {
      return Optional.of(JsonAnswer.read(body));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static AppSecVerdict verdict(JsonAnswer json, String action) {
    int status = json.text("http_status").flatMap(AppSecAnswer::status).orElse(0);
    if (!action.equals("challenge")) {
      return new Act(Remediation.of(action), status == 0 ? BLOCKED : status);
    }
    String page = json.text("user_body_content").orElse("");
    boolean redirects = !json.texts(HEADERS + "Location").isEmpty();
    return page.isEmpty() && !redirects ? BAN : relay(json, page, status);
  }

  private static AppSecVerdict relay(JsonAnswer json, String page, int status) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (String path : json.pathsBelow(HEADERS)) {
      String name = path.substring(HEADERS.length());
      for (String value : json.texts(path)) {
        if (isSafe(name) && isSafe(value)) {
          headers.add(Map.entry(name, value));
        }
      }
    }
    List<String> cookies =
        json.texts("user_cookies").stream().filter(AppSecAnswer::isSafe).toList();
    return new Relay(status == 0 ? PASSED : status, headers, cookies, page);
  }

  /** Nothing that would end a header and begin another. */
  private static boolean isSafe(String text) {
    return text.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 127);
  }

  private static Optional<Integer> status(String text) {
    return text.matches("[1-5][0-9]{2}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
