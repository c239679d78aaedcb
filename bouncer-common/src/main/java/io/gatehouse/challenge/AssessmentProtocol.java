package io.gatehouse.challenge;

import io.gatehouse.remote.JsonAnswer;
import java.io.IOException;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** reCAPTCHA Enterprise: {@code projects.assessments.create}. */
final class AssessmentProtocol implements ProviderProtocol {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int LONGEST_AGENT = 512;

  /** Reasons that are the provider's; all others are about the answer. */
  private static final Set<String> UNKNOWN_REASONS =
      Set.of("INVALID_REASON_UNSPECIFIED", "UNKNOWN_INVALID_REASON");

  private final ProviderSettings settings;

  AssessmentProtocol(ProviderSettings settings) {
    this.settings = settings;
  }

  @Override
  public Request request(Visit visit, String response, String attempt) {
    String agent = visit.headerOrEmpty("User-Agent");
    byte[] body =
        ProblemJson.object(
            json -> {
              json.writeObjectFieldStart("event");
              json.writeStringField("token", response);
              json.writeStringField("siteKey", settings.siteKey());
              json.writeStringField("expectedAction", settings.action());
              json.writeStringField("userIpAddress", visit.address().toString());
              json.writeStringField(
                  "userAgent", agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)));
              json.writeEndObject();
            });
    return new Request.Builder().url(url()).post(RequestBody.create(body, JSON)).build();
  }

  private HttpUrl url() {
    return HttpUrl.get(settings.endpoint().orElse(settings.kind().endpoint()))
        .newBuilder()
        .addPathSegment(settings.project())
        .addPathSegment("assessments")
        .addQueryParameter("key", settings.secret().reveal())
        .build();
  }

  @Override
  public Answer read(JsonAnswer json) throws IOException {
    if (json.texts("tokenProperties.valid").isEmpty()) {
      throw new IOException("no 'tokenProperties.valid'");
    }
    if (!json.isTrue("tokenProperties.valid")) {
      return Answer.not(invalid(json.text("tokenProperties.invalidReason").orElse("no reason")));
    }
    return new Answer(
        Verification.passed(),
        json.text("tokenProperties.hostname").orElse(""),
        json.text("tokenProperties.action").orElse(""),
        SiteverifyProtocol.time(json.text("tokenProperties.createTime").orElse("")),
        SiteverifyProtocol.number(json.text("riskAnalysis.score").orElse("0")));
  }

  private static Verification invalid(String reason) {
    return UNKNOWN_REASONS.contains(reason)
        ? Verification.unavailable(reason).provoked()
        : Verification.refused(ErrorCodes.printable(reason));
  }
}
