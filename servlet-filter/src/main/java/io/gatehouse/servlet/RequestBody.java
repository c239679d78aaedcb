package io.gatehouse.servlet;

import io.gatehouse.appsec.AppSecRequest.Body;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * A request's body for AppSec, and the request that the application is given in its place.
 *
 * @param body what of it there is
 * @param request reads as if nobody had read it before
 */
record RequestBody(Body body, HttpServletRequest request) {
  /** Streams that may never end. */
  private static final List<String> NOT_READ = List.of("application/grpc", "text/event-stream");

  private static final String PARTS = "multipart/";

  private static final Body UNREAD = Body.beginning(new byte[0]);

  /** Reads at most this much, and nothing of what cannot be read twice. */
  static RequestBody read(HttpServletRequest request, HttpServletResponse response, int most)
      throws IOException {
    if (hasNone(request)) {
      return new RequestBody(Body.NONE, request);
    }
    if (NOT_READ.stream().anyMatch(type(request)::startsWith)) {
      return new RequestBody(UNREAD, request);
    }
    return type(request).startsWith(PARTS)
        ? ofParts(request, response, most)
        : buffered(request, response, most);
  }

  /**
   * Parts can only be made by the container, of a stream that nobody has read, and only it knows
   * the application's limits of them. So it is asked for them, where they are sure to fit in
   * memory, and the body is written anew from them.
   */
  private static RequestBody ofParts(
      HttpServletRequest request, HttpServletResponse response, int most) throws IOException {
    long length = request.getContentLengthLong();
    if (length < 0 || length >= most) {
      return new RequestBody(UNREAD, request);
    }
    try {
      Multipart parts = Multipart.of(request.getParts(), request);
      return new RequestBody(Body.of(parts.body()), BufferedRequest.of(parts, request, response));
    } catch (IllegalStateException e) {
      return isWithoutParts(e, request)
          ? buffered(request, response, most)
          : new RequestBody(UNREAD, request);
    } catch (IOException | UncheckedIOException | ServletException e) {
      // the application is told the same, should it ask for them
      return new RequestBody(UNREAD, request);
    }
  }

  /**
   * Whether the application has not said that it wants parts, and so can only read the stream. In
   * Jetty it may still say so, by an attribute of the request.
   */
  private static boolean isWithoutParts(IllegalStateException e, HttpServletRequest request) {
    return e.getCause() == null && BufferedRequest.isServedBy("Apache Tomcat", request);
  }

  private static RequestBody buffered(
      HttpServletRequest request, HttpServletResponse response, int most) throws IOException {
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

  /**
   * Only HTTP/1 says so before the body. A request for another protocol has none either; one that
   * has a body all the same is read, since any header of it may be there to hide the body.
   */
  private static boolean hasNone(HttpServletRequest request) {
    return request.getProtocol().startsWith("HTTP/1")
        && request.getContentLengthLong() <= 0
        && request.getHeader("Transfer-Encoding") == null;
  }

  private static String type(HttpServletRequest request) {
    String type = request.getContentType();
    return type == null ? "" : type.toLowerCase(Locale.ROOT).strip();
  }
}
