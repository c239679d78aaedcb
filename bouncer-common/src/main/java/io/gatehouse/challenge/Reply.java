package io.gatehouse.challenge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP response as a value. Its headers replace any of the same name that the server has set
 * already, but for {@code Set-Cookie}, which is added. Immutable, but for the bytes.
 */
public final class Reply {
  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  private Reply(int status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  static Reply of(int status) {
    return new Reply(status, List.of(), new byte[0]);
  }

  /**
   * An answer of somebody else's.
   *
   * @param body not to be changed any more
   */
  public static Reply of(int status, List<Header> headers, byte[] body) {
    return new Reply(status, headers, body);
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** In the order of writing; only {@code Set-Cookie} comes more than once. */
  public List<Header> headers() {
    return headers;
  }

  /** What to send after the headers; empty for none. Not to be changed. */
  public byte[] body() {
    return body;
  }

  /** The value of a header that is there at most once, in any case of letters. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The same with another header. */
  public Reply with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Reply(status, more, body);
  }

  /** The same with this instead of what it has of the name. */
  Reply replacing(String name, String value) {
    List<Header> others =
        headers.stream().filter(header -> !header.name().equalsIgnoreCase(name)).toList();
    return new Reply(status, others, body).with(name, value);
  }

  Reply with(String type, byte[] content) {
    Reply typed = with("Content-Type", type);
    return new Reply(status, typed.headers, content);
  }

  /** The same without a body, as an answer to HEAD. */
  Reply withoutBody() {
    return new Reply(status, headers, new byte[0]);
  }

  /** Status and headers; cookies are left out. */
  @Override
  public String toString() {
    return status
        + " "
        + headers.stream().filter(h -> !h.name().equalsIgnoreCase("Set-Cookie")).toList();
  }
}
