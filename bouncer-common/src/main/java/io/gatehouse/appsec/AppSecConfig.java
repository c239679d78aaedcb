package io.gatehouse.appsec;

import io.gatehouse.config.Secret;
import io.gatehouse.decision.Remediation;
import java.time.Duration;
import okhttp3.HttpUrl;

/**
 * How AppSec is asked; keys {@code appsec.*}.
 *
 * @param url of the component
 * @param apiKey that of the bouncer
 * @param connectTimeout for the connection to be made
 * @param timeout for the whole question
 * @param onFailure what is done where no verdict comes; {@link Remediation#OBSERVE} lets everybody
 *     pass
 * @param requests which it is asked about
 * @param maxBodyBytes of a body that is sent whole
 * @param onBodyTooLarge what is done with a longer one
 */
public record AppSecConfig(
    String url,
    Secret apiKey,
    Duration connectTimeout,
    Duration timeout,
    Remediation onFailure,
    Requests requests,
    int maxBodyBytes,
    OnBodyTooLarge onBodyTooLarge) {

  /** Which requests it is asked about. */
  public enum Requests {
    /** Those that go on to the application otherwise. */
    PASSING,
    /** Those that are refused anyhow as well, so that its rules learn of them. */
    ALL
  }

  /** What is done with a request whose body is longer than is sent. */
  public enum OnBodyTooLarge {
    /** Ask without the body. */
    HEADERS_ONLY,
    /** Ask with its beginning. */
    PARTIAL,
    /** Let it pass unasked. */
    ALLOW,
    /** Refuse it. */
    DENY
  }

  /**
   * Checks what can be checked without the network.
   *
   * @throws IllegalArgumentException with a line for the operator, which never shows the key
   */
  public AppSecConfig {
    if (HttpUrl.parse(url) == null) {
      throw new IllegalArgumentException(
          "appsec: 'url' is \"" + url + "\": http://HOST:7422/ is expected");
    }
    if (!apiKey.reveal().chars().allMatch(c -> c > ' ' && c < 127) || apiKey.isEmpty()) {
      throw new IllegalArgumentException(
          "appsec: 'api_key' is empty or holds white space or a character outside ASCII");
    }
    if (connectTimeout.isNegative()
        || connectTimeout.isZero()
        || timeout.isNegative()
        || timeout.isZero()) {
      throw new IllegalArgumentException("appsec: time-outs have to be positive, such as 200ms");
    }
    if (maxBodyBytes < 0) {
      throw new IllegalArgumentException("appsec: 'max_body' is negative");
    }
  }

  /** With defaults: half a second, a body of 1 MiB, and a failure lets everybody pass. */
  public static AppSecConfig of(String url, Secret apiKey) {
    return new AppSecConfig(
        url,
        apiKey,
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Remediation.OBSERVE,
        Requests.PASSING,
        1024 * 1024,
        OnBodyTooLarge.HEADERS_ONLY);
  }

  /** The same, with this done where no verdict comes. */
  public AppSecConfig onFailure(Remediation action) {
    return new AppSecConfig(
        url, apiKey, connectTimeout, timeout, action, requests, maxBodyBytes, onBodyTooLarge);
  }

  /** The same, with another limit of a body. */
  public AppSecConfig body(int maxBytes, OnBodyTooLarge beyond) {
    return new AppSecConfig(
        url, apiKey, connectTimeout, timeout, onFailure, requests, maxBytes, beyond);
  }
}
