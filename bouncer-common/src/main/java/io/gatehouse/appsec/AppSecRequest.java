package io.gatehouse.appsec;

import io.gatehouse.net.IpAddress;
import java.util.List;
import java.util.Map;

/**
 * A request as its visitor sent it.
 *
 * @param method in upper case
 * @param target path and query as they came
 * @param host of the {@code Host} header
 * @param version of HTTP: {@code HTTP/1.1}, {@code HTTP/2.0}…
 * @param address of the visitor, not of a proxy
 * @param id of the request
 * @param headers in the order they came
 * @param body what of it there is
 */
public record AppSecRequest(
    String method,
    String target,
    String host,
    String version,
    IpAddress address,
    String id,
    List<Map.Entry<String, String>> headers,
    Body body) {

  /** Copies the headers. */
  public AppSecRequest {
    headers = List.copyOf(headers);
  }

  /** What of a body is known. Not to be changed. */
  public static final class Body {
    /** None. */
    public static final Body NONE = new Body(new byte[0], true);

    private final byte[] bytes;
    private final boolean complete;

    private Body(byte[] bytes, boolean complete) {
      this.bytes = bytes;
      this.complete = complete;
    }

    /** All of it. */
    public static Body of(byte[] all) {
      return new Body(all, true);
    }

    /** Its beginning: there is more than was read. */
    public static Body beginning(byte[] some) {
      return new Body(some, false);
    }

    byte[] bytes() {
      return bytes;
    }

    boolean isComplete() {
      return complete;
    }
  }
}
