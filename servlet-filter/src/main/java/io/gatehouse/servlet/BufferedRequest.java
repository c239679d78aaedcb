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
import java.util.Optional;
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
  private final Optional<Multipart> parts;
  private @Nullable BufferedReader reader;
  private @Nullable Map<String, String[]> parameters;
  private boolean streamTaken;

  private BufferedRequest(
      HttpServletRequest request,
      HttpServletResponse response,
      byte[] read,
      ServletInputStream rest,
      Optional<Multipart> parts) {
    super(request);
    this.response = response;
    this.read = read;
    this.parts = parts;
    this.stream = new ReplayedStream(read, rest, this::getAsyncContext);
  }

  /** Reads up to so many bytes of the body, or all of it. */
  static BufferedRequest read(HttpServletRequest request, HttpServletResponse response, int most)
      throws IOException {
    ServletInputStream body = request.getInputStream();
    return new BufferedRequest(request, response, body.readNBytes(most), body, Optional.empty());
  }

  /** One of whose body the container has made these parts. */
  static BufferedRequest of(
      Multipart parts, HttpServletRequest request, HttpServletResponse response) {
    return new BufferedRequest(
        request, response, parts.body(), new EndedStream(), Optional.of(parts));
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
      open = new BufferedReader(new InputStreamReader(stream, charset(this, textCharset())));
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

  /** The one that is named, if there is such a charset. */
  static Charset charset(HttpServletRequest request, Charset fallback) {
    String named = request.getCharacterEncoding();
    try {
      return named == null ? fallback : Charset.forName(named);
    } catch (IllegalArgumentException e) {
      return fallback;
    }
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

  /** Those of the query, and then those of the body. */
  private Map<String, String[]> all() {
    Map<String, String[]> known = parameters;
    if (known == null) {
      known = parts.isPresent() ? ofContainer(parts.get()) : ofQuery();
      for (Map.Entry<String, List<String>> field : form().entrySet()) {
        known.merge(field.getKey(), field.getValue().toArray(new String[0]), this::joined);
      }
      parameters = known;
    }
    return known;
  }

  /**
   * The container has made parameters of parts before anybody else wanted any: Tomcat puts them in
   * front of those of the query then, and the application may have named a charset since.
   */
  private Map<String, String[]> ofContainer(Multipart multipart) {
    Map<String, String[]> known = new LinkedHashMap<>(super.getParameterMap());
    multipart
        .fields(formCharset(this))
        .forEach(
            (name, values) -> {
              String[] all = known.getOrDefault(name, new String[0]);
              int ofQuery = Math.max(0, all.length - values.size());
              int begin = isJetty() ? 0 : all.length - ofQuery;
              String[] query = Arrays.copyOfRange(all, begin, begin + ofQuery);
              known.put(name, joined(query, values.toArray(new String[0])));
            });
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
    return isServedBy("jetty/", this);
  }

  /** Whether the container's name and version begin like this. */
  static boolean isServedBy(String container, HttpServletRequest request) {
    return request.getServletContext().getServerInfo().startsWith(container);
  }

  /** Jetty takes what names no charset for UTF-8, others as Servlet 6.0, §3.12, says. */
  private static Charset formCharset(HttpServletRequest request) {
    return charset(
        request,
        isServedBy("jetty/", request) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
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
      return body.length > LONGEST_FORM ? Map.of() : FormParameters.of(body, formCharset(this));
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
