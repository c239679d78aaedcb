package io.gatehouse.servlet;

import io.gatehouse.appsec.AppSecRequest.Body;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A request's body for AppSec, and the request that the application is given in its place.
 *
 * @param body what of it there is
 * @param request reads as if nobody had read it before
 */
record RequestBody(Body body, HttpServletRequest request) {
  /** Streams that may never end; and parts, which only the container can make of its own stream. */
  private static final List<String> NOT_READ =
      List.of("application/grpc", "text/event-stream", "multipart/");

  private static final Body UNREAD = Body.beginning(new byte[0]);

  /** Reads at most this much, and nothing of what cannot be read twice. */
  static RequestBody read(HttpServletRequest request, HttpServletResponse response, int most)
      throws IOException {
    if (hasNone(request)) {
      return new RequestBody(Body.NONE, request);
    }
    if (isNotRead(request)) {
      return new RequestBody(UNREAD, request);
    }
    BufferedRequest buffered = BufferedRequest.read(request, response, most);
    return new RequestBody(body(buffered, most), buffered);
  }

  private static Body body(BufferedRequest buffered, int most) {
    byte[] bytes = buffered.bytesRead();
    if (bytes.length == 0) {
      // none, or a filter before ours has taken it
      return buffered.getContentLengthLong() > 0 ? UNREAD : Body.NONE;
    }
    return bytes.length < most ? Body.of(bytes) : Body.beginning(bytes);
  }

  /** Only HTTP/1 says so before the body; what begins another protocol is that protocol's. */
  private static boolean hasNone(HttpServletRequest request) {
    return request.getHeader("Upgrade") != null
        || (request.getProtocol().startsWith("HTTP/1")
            && request.getContentLengthLong() <= 0
            && request.getHeader("Transfer-Encoding") == null);
  }

  private static boolean isNotRead(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && NOT_READ.stream().anyMatch(type.toLowerCase(Locale.ROOT)::startsWith);
  }
}
