package io.gatehouse.daemon.control;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the daemon says.
 *
 * @param done whether it did what it was asked
 * @param fields by name, in the order to show them; {@code error} says why it did not
 */
public record ControlAnswer(boolean done, Map<String, String> fields) {

  /** Copies the fields. */
  public ControlAnswer {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** One line of JSON, without its line end. */
  public String json() {
    return ControlLine.answer(this).stripTrailing();
  }

  /** Done, and this is to be known. */
  public static ControlAnswer done(Map<String, String> fields) {
    return new ControlAnswer(true, fields);
  }

  /** Not done, for this reason, which is one line for the operator. */
  public static ControlAnswer refused(String reason) {
    return new ControlAnswer(false, Map.of("error", reason));
  }
}
