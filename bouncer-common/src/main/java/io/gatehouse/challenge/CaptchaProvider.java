package io.gatehouse.challenge;

import io.gatehouse.remote.JsonAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Asks one provider about answers. It never follows a redirect, which would take the secret with
 * it, reads a bounded answer, and asks a second time where none came. Thread-safe; blocks.
 */
final class CaptchaProvider {
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final int TRIES = 2;
  private static final int UNPROCESSABLE = 422;

  private final ProviderSettings settings;
  private final ProviderProtocol protocol;
  private final OkHttpClient http;
  private final InstantSource time;

  CaptchaProvider(ProviderSettings settings, OkHttpClient http, InstantSource time) {
    this.settings = settings;
    this.protocol =
        settings.kind() == ProviderKind.RECAPTCHA_ENTERPRISE
            ? new AssessmentProtocol(settings)
            : new SiteverifyProtocol(settings);
    this.http = http;
    this.time = time;
  }

  ProviderSettings settings() {
    return settings;
  }

  ProviderKind kind() {
    return settings.kind();
  }

  /**
   * Whether the answer is a person's, to our question, on our site, just now.
   *
   * @param attempt a UUID: the same question asked twice is not answered with "already used"
   */
  Verification verify(Visit visit, String response, String attempt) {
    if (!kind().couldAnswer(response)) {
      return Verification.refused("malformed");
    }
    Request request = protocol.request(visit, response, attempt);
    Verification last = Verification.unavailable("not asked");
    for (int i = 0; i < TRIES; i++) {
      last = ask(visit, request);
      if (last.outcome() != Verification.Outcome.UNAVAILABLE) {
        return last;
      }
    }
    return last;
  }

  private Verification ask(Visit visit, Request request) {
    try (Response response = http.newCall(request).execute()) {
      return judge(visit, response.code(), bounded(response));
    } catch (IOException e) {
      return Verification.unavailable(e.getClass().getSimpleName());
    }
  }

  private static byte[] bounded(Response response) throws IOException {
    byte[] body = response.body().byteStream().readNBytes(LONGEST_ANSWER + 1);
    if (body.length > LONGEST_ANSWER) {
      throw new AnswerTooLongException();
    }
    return body;
  }

  /** Named in a log line by its class. */
  private static final class AnswerTooLongException extends IOException {}

  private Verification judge(Visit visit, int status, byte[] body) throws IOException {
    if (status == 401 || status == 403 || status == 404) {
      return Verification.misconfigured("HTTP " + status);
    }
    if (status == 400 || status == UNPROCESSABLE) {
      return Verification.misconfigured("HTTP " + status).provoked();
    }
    if (status != 200) {
      return Verification.unavailable("HTTP " + status);
    }
    ProviderProtocol.Answer answer = protocol.read(JsonAnswer.read(body));
    return answer.verdict().outcome() == Verification.Outcome.PASSED
        ? checked(visit, answer)
        : answer.verdict();
  }

  /** What a provider does not check for us: an answer to another question is a success to it. */
  private Verification checked(Visit visit, ProviderProtocol.Answer answer) {
    if (!ProviderKind.isTestSecret(settings.secret().reveal())) {
      if (!isOurHost(visit, answer.hostname())) {
        return Verification.refused("for host " + ErrorCodes.printable(answer.hostname()));
      }
      if (kind().hasAction() && !settings.action().equals(answer.action())) {
        return Verification.refused("for action " + ErrorCodes.printable(answer.action()));
      }
    }
    if (!isFresh(answer.solved())) {
      return Verification.refused("solved at another time");
    }
    return !kind().hasScore() || answer.score() >= settings.threshold()
        ? Verification.passed()
        : Verification.refused("score " + answer.score());
  }

  private boolean isOurHost(Visit visit, String hostname) {
    return settings.hostnames().isEmpty()
        ? hostname.equalsIgnoreCase(PassCookie.withoutPort(visit.host()))
        : settings.hostnames().stream().anyMatch(hostname::equalsIgnoreCase);
  }

  private boolean isFresh(Instant solved) {
    Duration age = Duration.between(solved, time.instant());
    Duration most = kind().lifetime().plusSeconds(30);
    return age.compareTo(most) <= 0 && age.compareTo(most.negated()) >= 0;
  }
}
