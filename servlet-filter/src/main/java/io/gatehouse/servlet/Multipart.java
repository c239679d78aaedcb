package io.gatehouse.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a request, which the container has made of its stream by the application's own
 * configuration. The application gets these very parts; what is shown to AppSec is written anew
 * from them, so that both see the same, whatever was between the lines.
 */
final class Multipart {
  /** RFC 2046 §5.1.1: 70 characters, with quotes where it needs them. */
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i);\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^\\s\";,]{1,70}))");

  private final Collection<Part> parts;
  private final byte[] body;

  private Multipart(Collection<Part> parts, byte[] body) {
    this.parts = parts;
    this.body = body;
  }

  /** Writes a body of these parts. */
  static Multipart of(Collection<Part> parts, HttpServletRequest request) throws IOException {
    Charset charset = headerCharset(request);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] delimiter = ("--" + boundary(request.getContentType())).getBytes(charset);
    for (Part part : parts) {
      body.write(delimiter);
      body.write((headers(part) + "\r\n").getBytes(charset));
      body.write(content(part));
      body.write(new byte[] {'\r', '\n'});
    }
    body.write(delimiter);
    body.write(new byte[] {'-', '-', '\r', '\n'});
    return new Multipart(parts, body.toByteArray());
  }

  /** Which the container read their headers in: Jetty always in UTF-8. */
  private static Charset headerCharset(HttpServletRequest request) {
    return BufferedRequest.isServedBy("jetty/", request)
        ? StandardCharsets.UTF_8
        : BufferedRequest.charset(request, Charset.defaultCharset());
  }

  private static String boundary(String contentType) throws IOException {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw new IOException("a multipart body without a boundary");
    }
    return boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
  }

  private static String headers(Part part) {
    StringBuilder lines = new StringBuilder("\r\n");
    for (String name : part.getHeaderNames()) {
      for (String value : part.getHeaders(name)) {
        lines.append(name).append(": ").append(value).append("\r\n");
      }
    }
    return lines.toString();
  }

  /** As it would be sent. Not to be changed. */
  byte[] body() {
    return body;
  }

  /** The values of each field that is no file. */
  Map<String, List<String>> fields(Charset charset) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (Part part : parts) {
      if (part.getSubmittedFileName() == null) {
        fields
            .computeIfAbsent(part.getName(), any -> new ArrayList<>())
            .add(new String(content(part), charset));
      }
    }
    return fields;
  }

  private static byte[] content(Part part) {
    try (InputStream content = part.getInputStream()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
