package io.gatehouse.detector.event;

import io.gatehouse.alert.AlertSource;
import org.jspecify.annotations.Nullable;

/**
 * Whom an overflow is about. An alert and its overflow's sources hold the same object, so that a
 * postoverflow that changes scope or value changes both.
 */
public final class Source {
  private final String ip;
  private final String range;
  private final String asNumber;
  private final String asName;
  private final String country;
  private final @Nullable Float latitude;
  private final @Nullable Float longitude;
  private String scope;
  private String value;

  /** A source with all that is known of it; see {@link AlertSource} for the parts. */
  public Source(AlertSource known) {
    this.scope = known.scope();
    this.value = known.value();
    this.ip = known.ip();
    this.range = known.range();
    this.asNumber = known.asNumber();
    this.asName = known.asName();
    this.country = known.country();
    this.latitude = known.latitude();
    this.longitude = known.longitude();
  }

  /** Such as {@code Ip}. */
  public String scope() {
    return scope;
  }

  /** Such as an address. */
  public String value() {
    return value;
  }

  /** Changes the scope. */
  public void setScope(String text) {
    scope = text;
  }

  /** Changes the value. */
  public void setValue(String text) {
    value = text;
  }

  /** As it goes to LAPI. */
  public AlertSource toAlertSource() {
    return new AlertSource(scope, value, ip, range, asNumber, asName, country, latitude, longitude);
  }

  Source copy() {
    return new Source(toAlertSource());
  }
}
