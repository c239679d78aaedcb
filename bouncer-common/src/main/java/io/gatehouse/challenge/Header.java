package io.gatehouse.challenge;

/**
 * A field of a reply.
 *
 * @param name as it is written
 * @param value without line breaks
 */
public record Header(String name, String value) {
  /** Refuses what would end the field early and start another. */
  public Header {
    if ((name + value).chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
      throw new IllegalArgumentException("header " + name.strip() + " holds a control character");
    }
  }
}
