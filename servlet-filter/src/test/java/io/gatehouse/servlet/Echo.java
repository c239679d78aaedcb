package io.gatehouse.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An application that tells what it read, in the way that the last part of the path names. */
final class Echo extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setContentType("text/plain; charset=utf-8");
    switch (request.getPathInfo()) {
      case "/stream" -> tell(response, text(request.getInputStream().readAllBytes()));
      case "/reader" -> tell(response, request.getReader().lines().collect(Collectors.joining()));
      case "/parameters" -> tell(response, parameters(request));
      case "/charset" -> {
        request.setCharacterEncoding("ISO-8859-1");
        tell(response, parameters(request));
      }
      case "/parts" -> tell(response, parts(request));
      case "/parts-and-fields" -> {
        request.setCharacterEncoding("UTF-8");
        tell(response, parts(request) + parameters(request));
      }
      case "/dispatch" -> dispatch(request, response);
      case "/listener" -> listen(request);
      default -> response.sendError(404);
    }
  }

  private static void tell(HttpServletResponse response, String text) throws IOException {
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Long ones by their length and sum. */
  private static String text(byte[] body) {
    return body.length > 100
        ? body.length + " bytes, " + Arrays.hashCode(body)
        : new String(body, StandardCharsets.UTF_8);
  }

  private static String parameters(HttpServletRequest request) {
    return request.getParameterMap().entrySet().stream()
        .map(field -> field.getKey() + "=" + text(field.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String text(String[] values) {
    return Arrays.stream(values)
        .map(value -> value.length() > 100 ? value.length() + " characters" : value)
        .toList()
        .toString();
  }

  private static String parts(HttpServletRequest request) throws IOException, ServletException {
    Map<String, String> parts = new TreeMap<>();
    for (Part part : request.getParts()) {
      parts.put(part.getName(), text(part.getInputStream().readAllBytes()));
    }
    return parts.toString();
  }

  private static void dispatch(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      tell(response, parameters(request));
    } else {
      request.startAsync().dispatch();
    }
  }

  private static void listen(HttpServletRequest request) throws IOException {
    AsyncContext async = request.startAsync();
    ServletInputStream in = request.getInputStream();
    in.setReadListener(new Listener(in, async));
  }

  private static final class Listener implements ReadListener {
    private final ServletInputStream in;
    private final AsyncContext async;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Listener(ServletInputStream in, AsyncContext async) {
      this.in = in;
      this.async = async;
    }

    @Override
    public void onDataAvailable() throws IOException {
      byte[] buffer = new byte[1024];
      while (in.isReady() && !in.isFinished()) {
        int count = in.read(buffer);
        if (count > 0) {
          body.write(buffer, 0, count);
        }
      }
    }

    @Override
    public void onAllDataRead() throws IOException {
      tell((HttpServletResponse) async.getResponse(), text(body.toByteArray()));
      async.complete();
    }

    @Override
    public void onError(Throwable failure) {
      ((HttpServletResponse) async.getResponse()).setStatus(500);
      async.complete();
    }
  }
}
