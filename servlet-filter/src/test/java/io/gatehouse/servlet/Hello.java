package io.gatehouse.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An application: says hello, and what it got. */
final class Hello extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if ("/missing".equals(request.getPathInfo())) {
      response.sendError(404);
      return;
    }
    String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    response.setContentType("text/html; charset=utf-8");
    response
        .getWriter()
        .print(
            "<!doctype html><title>hello</title><p id=hello>hello "
                + request.getMethod()
                + " "
                + request.getRequestURI()
                + query.replace("<", "&lt;")
                + " "
                + body.replace("<", "&lt;"));
  }
}
