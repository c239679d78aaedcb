package io.gatehouse.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One element of a {@code Forwarded} header (RFC 7239 §4): parameters separated by semicolons, of
 * which {@code for} names who sent the request to the proxy that added the element.
 */
final class ForwardedElement {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  /** Possessive, so that no text makes it look twice. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\s*+(" + TOKEN + "+)=(?:(" + TOKEN + "+)|\"((?:[^\"\\\\]|\\\\.)*+)\")\\s*+(?:;|$)");

  private static final String NOBODY = "";

  private ForwardedElement() {}

  /** The value of {@code for}, unquoted; empty where there is none, or more than one. */
  static String client(String element) {
    Matcher parameter = PARAMETER.matcher(element);
    String client = NOBODY;
    int at = 0;
    while (at < element.length()) {
      if (!parameter.find(at) || parameter.start() != at) {
        return NOBODY;
      }
      if (parameter.group(1).equalsIgnoreCase("for")) {
        if (!client.equals(NOBODY)) {
          return NOBODY;
        }
        client = value(parameter);
      }
      at = parameter.end();
    }
    return client;
  }

  private static String value(Matcher parameter) {
    String token = parameter.group(2);
    return token != null ? token : parameter.group(3).replaceAll("\\\\(.)", "$1");
  }
}
