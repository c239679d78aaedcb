package io.gatehouse.detector.parse;

/** A field of a {@link GoLayout}, and how it is read. */
enum LayoutField {
  YEAR,
  SHORT_YEAR,
  LONG_MONTH,
  MONTH,
  MONTH_NUMBER,
  ZERO_MONTH_NUMBER,
  LONG_WEEKDAY,
  WEEKDAY,
  DAY,
  SPACED_DAY,
  ZERO_DAY,
  HOUR,
  HOUR_12,
  ZERO_HOUR_12,
  MINUTE,
  ZERO_MINUTE,
  SECOND,
  ZERO_SECOND,
  FRACTION,
  ANY_FRACTION,
  UPPER_HALF,
  LOWER_HALF,
  ZONE_NAME,
  ZONE,
  COLON_ZONE,
  HOUR_ZONE,
  Z_ZONE,
  Z_COLON_ZONE;

  /** Whether a fraction may follow that the layout does not have. */
  boolean isSecond() {
    return this == SECOND || this == ZERO_SECOND;
  }

  /**
   * Reads the field.
   *
   * @param digits of a fraction
   * @return false if the text has something else there
   */
  boolean read(TimeCursor cursor, int digits) {
    return switch (this) {
      case YEAR -> cursor.year();
      case SHORT_YEAR -> cursor.shortYear();
      case LONG_MONTH -> cursor.month(true);
      case MONTH -> cursor.month(false);
      case MONTH_NUMBER -> cursor.monthNumber(false);
      case ZERO_MONTH_NUMBER -> cursor.monthNumber(true);
      case LONG_WEEKDAY -> cursor.weekday(true);
      case WEEKDAY -> cursor.weekday(false);
      case DAY -> cursor.day(false);
      case SPACED_DAY -> cursor.spacedDay();
      case ZERO_DAY -> cursor.day(true);
      case HOUR -> cursor.hour(23, false);
      case HOUR_12 -> cursor.hour(12, false);
      case ZERO_HOUR_12 -> cursor.hour(12, true);
      case MINUTE -> cursor.minute(false);
      case ZERO_MINUTE -> cursor.minute(true);
      case SECOND -> cursor.second(false);
      case ZERO_SECOND -> cursor.second(true);
      case FRACTION -> cursor.fraction(digits);
      case ANY_FRACTION -> cursor.fractionIfAny();
      case UPPER_HALF -> cursor.half("AM", "PM");
      case LOWER_HALF -> cursor.half("am", "pm");
      case ZONE_NAME -> cursor.zoneName();
      case ZONE -> cursor.zone("", true);
      case COLON_ZONE -> cursor.zone(":", true);
      case HOUR_ZONE -> cursor.zone("", false);
      case Z_ZONE -> cursor.utc() || cursor.zone("", true);
      case Z_COLON_ZONE -> cursor.utc() || cursor.zone(":", true);
    };
  }
}
