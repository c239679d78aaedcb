package io.gatehouse.lapi.storage;

import java.sql.ResultSet;
import java.sql.SQLException;

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

  static OperatingSystem read(ResultSet row) throws SQLException {
    return new OperatingSystem(
        row.getString("os_name"), row.getString("os_family"), row.getString("os_version"));
  }
}
