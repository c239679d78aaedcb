package io.gatehouse.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body was read, at least its beginning, and that the application reads as if it
 * had not been: as a stream, by a reader, as parameters of a form.
 */
final class BufferedRequest extends HttpServletRequestWrapper {
  /** A longer form has no parameters, as in Tomcat. */
  private static final int LONGEST_FORM = 2 * 1024 * 1024;

  private final HttpServletResponse response;
  private final byte[] read;
  private final ReplayedStream stream;
  private @Nullable BufferedReader reader;
  private @Nullable Map<String, String[]> parameters;
  private boolean streamTaken;

  private BufferedRequest(
      HttpServletRequest request,
      HttpServletResponse response,
      byte[] read,
      ServletInputStream rest) {
    super(request);
    this.response = response;
    this.read = read;
    this.stream = new ReplayedStream(read, rest, this::getAsyncContext);
  }

  /** Reads up to so many bytes of the body, or all of it. */
  static BufferedRequest read(HttpServletRequest request, HttpServletResponse response, int most)
      throws IOException {
    ServletInputStream body = request.getInputStream();
    return new BufferedRequest(request, response, body.readNBytes(most), body);
  }

  /** What was read. Not to be changed. */
  byte[] bytesRead() {
    return read;
  }

  @Override
  public ServletInputStream getInputStream() {
    if (reader != null) {
      throw new IllegalStateException("getReader() was called before");
    }
    streamTaken = true;
    return stream;
  }

  @Override
  public BufferedReader getReader() {
    if (streamTaken) {
      throw new IllegalStateException("getInputStream() was called before");
    }
    BufferedReader open = reader;
    if (open == null) {
      open = new BufferedReader(new InputStreamReader(stream, charset(textCharset())));
      reader = open;
    }
    return open;
  }

  /** Servlet 6.0, §3.12. */
  private Charset textCharset() {
    return contentType().startsWith("application/json")
        ? StandardCharsets.UTF_8
        : StandardCharsets.ISO_8859_1;
  }

  private Charset charset(Charset fallback) {
    String named = getCharacterEncoding();
    return named == null ? fallback : Charset.forName(named);
  }

  private String contentType() {
    String type = getContentType();
    return type == null ? "" : type.toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = all().get(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String[] values = all().get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(all().keySet());
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Collections.unmodifiableMap(all());
  }

  /** Those of the query, and then those of the form. */
  private Map<String, String[]> all() {
    Map<String, String[]> known = parameters;
    if (known == null) {
      known = ofQuery();
      for (Map.Entry<String, List<String>> field : form().entrySet()) {
        known.merge(field.getKey(), field.getValue().toArray(new String[0]), this::joined);
      }
      parameters = known;
    }
    return known;
  }

  /** Jetty would take what is left of the body for a form. */
  private Map<String, String[]> ofQuery() {
    if (!isJetty() || !isForm()) {
      return new LinkedHashMap<>(super.getParameterMap());
    }
    String query = getQueryString() == null ? "" : getQueryString();
    Map<String, String[]> fields = new LinkedHashMap<>();
    FormParameters.of(query.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        .forEach((name, values) -> fields.put(name, values.toArray(new String[0])));
    return fields;
  }

  private boolean isJetty() {
    return getServletContext().getServerInfo().startsWith("jetty/");
  }

  /** Jetty takes what names no charset for UTF-8, others as Servlet 6.0, §3.12, says. */
  private Charset formCharset() {
    return charset(isJetty() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private String[] joined(String[] first, String[] second) {
    List<String> both = new ArrayList<>(Arrays.asList(first));
    both.addAll(Arrays.asList(second));
    return both.toArray(new String[0]);
  }

  /** The body is a form's only for who has not begun to read it. */
  private Map<String, List<String>> form() {
    if (!isForm() || streamTaken || reader != null) {
      return Map.of();
    }
    try {
      byte[] body = stream.readNBytes(LONGEST_FORM + 1);
      return body.length > LONGEST_FORM ? Map.of() : FormParameters.of(body, formCharset());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Servlet 6.0, §3.1.1: of POST alone. */
  private boolean isForm() {
    return getMethod().equals("POST")
        && contentType().startsWith("application/x-www-form-urlencoded");
  }

  /** Without arguments it would mean the container's own request, which has no body any more. */
  @Override
  public AsyncContext startAsync() {
    return super.startAsync(this, response);
  }
}
