package io.gatehouse.lapi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Headers;

/**
 * What came back, byte for byte. Its lists are found in the text without a JSON library, so that
 * what is compared is what was sent.
 */
public record WireAnswer(int status, Headers headers, String body) {
  private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern DURATION = Pattern.compile("\"duration\":\"([^\"]*)\"");
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]*)\"");

  /** The values of all objects, in order. */
  public List<String> values() {
    return all(VALUE, body);
  }

  public List<String> durations() {
    return all(DURATION, body);
  }

  public List<Long> ids() {
    return all(ID, body).stream().map(Long::valueOf).toList();
  }

  /** Values of a stream's {@code new}. */
  public List<String> added() {
    return all(VALUE, addedText());
  }

  /** Values of a stream's {@code deleted}. */
  public List<String> deleted() {
    return all(VALUE, deletedText());
  }

  /** The text of a stream's {@code new}, whichever list comes first. */
  public String addedText() {
    return part("\"new\":", "\"deleted\":");
  }

  public String deletedText() {
    return part("\"deleted\":", "\"new\":");
  }

  public String token() {
    return all(TOKEN, body).get(0);
  }

  public String header(String name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  /** Asserts the status, showing the body where it is another. */
  public WireAnswer expect(int wanted) {
    assertThat(status).as(body).isEqualTo(wanted);
    return this;
  }

  /** Asserts status and body. */
  public WireAnswer expect(int wanted, String text) {
    assertThat(status + " " + body).isEqualTo(wanted + " " + text);
    return this;
  }

  /** Asserts that the caller is told that it is wrong: 4xx, or the 500 of upstream. */
  public WireAnswer expectRefusal(String text) {
    assertThat(status).as(body).isBetween(400, 500);
    assertThat(body).startsWith("{\"message\":\"").contains(text);
    return this;
  }

  private String part(String wanted, String other) {
    int from = body.indexOf(wanted);
    int until = body.indexOf(other);
    assertThat(from).as(body).isNotNegative();
    return until > from ? body.substring(from, until) : body.substring(from);
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
