package io.gatehouse.lapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.gatehouse.config.Secret;
import io.gatehouse.lapi.LapiException.Effect;
import io.gatehouse.lapi.LapiException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import okhttp3.Response;

/** Turns what went wrong into a {@link LapiException} that tells an operator what to do. */
final class Diagnosis {
  private static final long MAX_ERROR_BYTES = 2_048;
  private static final long ERROR_BODY_SECONDS = 2;

  /** LAPI's error object; read by pattern because a body cut in the middle is good enough. */
  private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"([^\"]{1,200})");

  /** Says that who asked was refused, from status and answer. */
  private interface Denial {
    String describe(int status, String answer);
  }

  private final LapiConfig config;
  private final String lapi;
  private final Secret secret;
  private final Denial denial;
  private final String awaited;

  private Diagnosis(LapiConfig config, Secret secret, Denial denial, String awaited) {
    this.config = config;
    this.lapi = "lapi: " + config.displayUrl();
    this.secret = secret;
    this.denial = denial;
    this.awaited = awaited;
  }

  /** Of a bouncer's exchanges. */
  static Diagnosis ofBouncer(LapiConfig config) {
    String who = config.apiKey().isEmpty() ? "the client" : "the API key";
    return new Diagnosis(
        config,
        config.apiKey(),
        (status, answer) ->
            " refused %s (%d); create one with `cscli bouncers add NAME`".formatted(who, status),
        "decisions");
  }

  /** Of a machine's exchanges. */
  static Diagnosis ofMachine(LapiConfig config, String machine, Secret password) {
    return new Diagnosis(
        config,
        password,
        (status, answer) ->
            " refused machine '%s' (%d %s); is it added, validated and its password right?"
                .formatted(Excerpt.of(machine), status, answer),
        "what was asked for");
  }

  /** No answer came. */
  LapiException ofNoAnswer(IOException e, Exchange exchange, boolean closed) {
    Effect effect = exchange.wasSent() ? Effect.UNKNOWN : Effect.NONE;
    return noAnswer(e, exchange, closed).with(effect, 0);
  }

  private LapiException noAnswer(IOException e, Exchange exchange, boolean closed) {
    if (closed) {
      return closing();
    }
    if (e instanceof InterruptedIOException && exchange.wasSent()) {
      return LapiException.of(Kind.TIMEOUT, lapi + " did not answer within " + idle());
    }
    if (e instanceof SSLException) {
      return LapiException.of(
          Kind.UNREACHABLE,
          lapi
              + " and this host don't agree on TLS: "
              + reason(e)
              + "; look at ca_cert_path,"
              + " cert_path and the certificate's host names");
    }
    return LapiException.of(
        Kind.UNREACHABLE,
        lapi + " can't be reached: " + reason(e) + "; is the LAPI running, and api_url right?");
  }

  /** Nobody waits any more. */
  LapiException closing() {
    return LapiException.of(Kind.CLOSED, lapi + " was not waited for: the client is closing");
  }

  /** Another status than the one that was expected. */
  LapiException ofStatus(Response response) {
    int status = response.code();
    if (status == 401 || status == 403) {
      return LapiException.ofStatus(
          Kind.DENIED, status, lapi + denial.describe(status, errorText(response)));
    }
    if (status / 100 == 3) {
      String target = clean(Objects.requireNonNullElse(response.header("Location"), "nowhere"));
      return LapiException.ofStatus(
          Kind.REDIRECTED,
          status,
          lapi
              + " answered "
              + status
              + " and points to "
              + target
              + ", which is not followed; set api_url to the LAPI itself");
    }
    String answered = lapi + " answered " + status + " " + errorText(response);
    return status >= 500
        ? LapiException.ofStatus(Kind.SERVER_ERROR, status, answered + "; see the LAPI's own log")
        : LapiException.ofStatus(
            Kind.UNEXPECTED_STATUS, status, answered + "; is api_url the address of a LAPI?");
  }

  /** An answer that began well could not be read to its end. */
  LapiException ofBody(IOException e, String opening, int status, boolean closed) {
    return body(e, opening, closed).with(Effect.UNKNOWN, status);
  }

  private LapiException body(IOException e, String opening, boolean closed) {
    if (closed) {
      return LapiException.of(Kind.CLOSED, lapi + " was cut off: the client is closing");
    }
    if (e instanceof AnswerTooLargeException) {
      return LapiException.of(
          Kind.TOO_LARGE,
          lapi
              + " sent an answer that was refused whole: "
              + e.getMessage()
              + "; ask for less with origins or scenarios_not_containing");
    }
    if (e instanceof InterruptedIOException) {
      return LapiException.of(
          Kind.TIMEOUT, lapi + " stopped in the middle of its answer for " + idle());
    }
    if (e instanceof MalformedAnswerException) {
      return malformed(reason(e), opening);
    }
    if (e instanceof JsonProcessingException json && !(e instanceof JsonEOFException)) {
      return malformed(
          clean(json.getOriginalMessage())
              + " (at byte "
              + json.getLocation().getByteOffset()
              + ")",
          opening);
    }
    return LapiException.of(
        Kind.CUT_SHORT, lapi + " broke off in the middle of its answer: " + reason(e));
  }

  private LapiException malformed(String what, String opening) {
    return LapiException.of(
        Kind.MALFORMED,
        lapi
            + " did not answer with "
            + awaited
            + ": "
            + what
            + "; it began with '"
            + clean(opening)
            + "'; is api_url the address of a LAPI?");
  }

  private String errorText(Response response) {
    try {
      response.body().source().timeout().deadline(ERROR_BODY_SECONDS, TimeUnit.SECONDS);
      String body = secret.maskIn(response.peekBody(MAX_ERROR_BYTES).string());
      Matcher message = MESSAGE.matcher(body);
      return "(" + Excerpt.of(message.find() ? message.group(1) : body) + ")";
    } catch (IOException e) {
      return "(no message)";
    }
  }

  private String reason(IOException e) {
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return clean(message == null ? e.getClass().getSimpleName() : message);
  }

  /** One line without the key, whoever sent it. */
  private String clean(String foreign) {
    return Excerpt.of(secret.maskIn(foreign));
  }

  private String idle() {
    return config.idleTimeout().toMillis() / 1000.0 + "s";
  }
}
