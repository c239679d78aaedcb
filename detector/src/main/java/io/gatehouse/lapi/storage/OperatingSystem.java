package io.gatehouse.lapi.storage;

/**
 * What a machine or bouncer runs on, as it reports it.
 *
 * @param name such as {@code debian}; may be empty
 * @param family such as {@code linux}; may be empty
 * @param version may be empty
 */
public record OperatingSystem(String name, String family, String version) {
  /** Not reported yet. */
  public static final OperatingSystem UNKNOWN = new OperatingSystem("", "", "");
}
