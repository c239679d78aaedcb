package io.gatehouse.daemon.forward;

import io.gatehouse.appsec.AppSecRequest;
import io.gatehouse.appsec.AppSecRequest.Body;
import io.gatehouse.challenge.Visit;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What AppSec is shown of a visitor's request: what the proxy tells of it, and its body where the
 * proxy hands one on. Where it hands none on, nobody here knows whether there is one.
 */
final class AppSecQuestion {
  private static final Logger log = LoggerFactory.getLogger(AppSecQuestion.class);

  /** Envoy's, where it has cut a body off: {@code with_request_body.allow_partial_message}. */
  private static final String PARTIAL = "x-envoy-auth-partial-body";

  /** The proxy's way to ask, and nothing that the visitor has sent. */
  private static final Set<String> OF_PROXY =
      Set.of(
          "x-original-method", "x-original-uri", "x-forwarded-method", "x-forwarded-uri", PARTIAL);

  private AppSecQuestion() {}

  /**
   * Waits for the body.
   *
   * @param most bytes of it that are read
   */
  static AppSecRequest of(Question question, Visit visit, Request request, int most) {
    return new AppSecRequest(
        question.method(),
        question.target(),
        question.host(),
        request.getConnectionMetaData().getHttpVersion().asString(),
        visit.address(),
        visit.requestId(),
        headers(question.headers()),
        body(request, most));
  }

  private static List<Map.Entry<String, String>> headers(HttpFields fields) {
    return fields.stream()
        .filter(field -> !OF_PROXY.contains(field.getLowerCaseName()))
        .map(field -> Map.entry(field.getName(), field.getValue() == null ? "" : field.getValue()))
        .toList();
  }

  private static Body body(Request request, int most) {
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] bytes = in.readNBytes(most);
      if (bytes.length == 0) {
        return Body.NONE;
      }
      return bytes.length < most && !isCutOff(request) ? Body.of(bytes) : Body.beginning(bytes);
    } catch (IOException e) {
      log.debug("the body of a request has broken off", e);
      return Body.beginning(new byte[0]);
    }
  }

  private static boolean isCutOff(Request request) {
    String partial = request.getHeaders().get(PARTIAL);
    return partial != null && partial.toLowerCase(Locale.ROOT).equals("true");
  }
}
