package io.gatehouse.servlet;

import io.gatehouse.challenge.Header;
import io.gatehouse.challenge.Reply;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sends a reply, and commits it, so that no filter behind adds a header to it. */
final class ReplyWriter {
  private ReplyWriter() {}

  static void write(Reply reply, HttpServletResponse response) throws IOException {
    response.resetBuffer();
    response.setStatus(reply.status());
    reply.headers().forEach(header -> add(header, response));
    response.setContentLength(reply.body().length);
    if (reply.body().length > 0) {
      response.getOutputStream().write(reply.body());
    }
    response.flushBuffer();
  }

  static void add(Header header, HttpServletResponse response) {
    if (header.name().equalsIgnoreCase("Set-Cookie")) {
      response.addHeader(header.name(), header.value());
    } else {
      response.setHeader(header.name(), header.value());
    }
  }
}
