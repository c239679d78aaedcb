package io.gatehouse.challenge;

import io.gatehouse.remote.JsonAnswer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import okhttp3.FormBody;
import okhttp3.Request;

/** What reCAPTCHA began and hCaptcha and Turnstile took over: a form there, an object back. */
final class SiteverifyProtocol implements ProviderProtocol {
  private final ProviderSettings settings;

  SiteverifyProtocol(ProviderSettings settings) {
    this.settings = settings;
  }

  @Override
  public Request request(Visit visit, String response, String attempt) {
    FormBody.Builder form =
        new FormBody.Builder()
            .add("secret", settings.secret().reveal())
            .add("response", response)
            .add("remoteip", visit.address().toString());
    if (settings.kind() == ProviderKind.TURNSTILE) {
      form.add("idempotency_key", attempt);
    }
    if (settings.kind() == ProviderKind.HCAPTCHA) {
      form.add("sitekey", settings.siteKey());
    }
    return new Request.Builder()
        .url(settings.endpoint().orElse(settings.kind().endpoint()))
        .post(form.build())
        .build();
  }

  @Override
  public Answer read(JsonAnswer json) throws IOException {
    if (json.texts("success").isEmpty()) {
      throw new IOException("no 'success'");
    }
    if (!json.isTrue("success")) {
      return Answer.not(ErrorCodes.of(json.texts("error-codes")));
    }
    return new Answer(
        Verification.passed(),
        json.text("hostname").orElse(""),
        json.text("action").orElse(""),
        time(json.text("challenge_ts").orElse("")),
        number(json.text("score").orElse("0")));
  }

  static Instant time(String text) throws IOException {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IOException("no time: " + ErrorCodes.printable(text), e);
    }
  }

  static double number(String text) throws IOException {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IOException("no number: " + ErrorCodes.printable(text), e);
    }
  }
}
