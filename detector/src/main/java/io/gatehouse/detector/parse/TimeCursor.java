package io.gatehouse.detector.parse;

import java.util.List;

/**
 * Walks over a text that is a time and keeps what it has read. Each method answers whether the text
 * had what was looked for.
 */
final class TimeCursor {
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final List<String> WEEKDAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
  private static final int SHORT_NAME = 3;

  private final String text;
  private int at;
  private int half = -1;
  private int hour;
  int year;
  int month = 1;
  int day = 1;
  int minute;
  int second;
  int nano;
  int zoneSeconds;

  TimeCursor(String text) {
    this.text = text;
  }

  /** Begins anew. */
  void rewind() {
    at = 0;
    half = -1;
    hour = 0;
    year = 0;
    month = 1;
    day = 1;
    minute = 0;
    second = 0;
    nano = 0;
    zoneSeconds = 0;
  }

  boolean atEnd() {
    return at == text.length();
  }

  /** A run of spaces stands for any number of them, also for none at the end. */
  boolean skip(String literal) {
    int i = 0;
    while (i < literal.length()) {
      if (literal.charAt(i) == ' ') {
        if (!atEnd() && text.charAt(at) != ' ') {
          return false;
        }
        while (i < literal.length() && literal.charAt(i) == ' ') {
          i++;
        }
        skipSpaces();
      } else if (!is(literal.charAt(i++))) {
        return false;
      }
    }
    return true;
  }

  private void skipSpaces() {
    while (!atEnd() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean is(char wanted) {
    boolean there = !atEnd() && text.charAt(at) == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  private boolean isDigit(int place) {
    return place < text.length() && text.charAt(place) >= '0' && text.charAt(place) <= '9';
  }

  /** Exactly that many digits as a number; -1 if there are fewer. */
  private int digits(int count) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      if (!isDigit(at + i)) {
        return -1;
      }
      number = number * 10 + text.charAt(at + i) - '0';
    }
    at += count;
    return number;
  }

  /** Two digits, or one where that is allowed; -1 if there is none. */
  private int number(boolean two) {
    return isDigit(at + 1) || two ? digits(2) : digits(1);
  }

  boolean year() {
    year = digits(4);
    return year >= 0;
  }

  boolean shortYear() {
    int number = digits(2);
    year = number + (number >= 69 ? 1900 : 2000);
    return number >= 0;
  }

  boolean monthNumber(boolean two) {
    month = number(two);
    return month >= 1 && month <= 12;
  }

  boolean month(boolean whole) {
    month = 1 + name(MONTHS, whole);
    return month > 0;
  }

  boolean weekday(boolean whole) {
    return name(WEEKDAYS, whole) >= 0;
  }

  private int name(List<String> names, boolean whole) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      int length = whole ? name.length() : SHORT_NAME;
      if (text.regionMatches(true, at, name, 0, length)) {
        at += length;
        return i;
      }
    }
    return -1;
  }

  boolean day(boolean two) {
    day = number(two);
    return day >= 0;
  }

  boolean spacedDay() {
    is(' ');
    return day(false);
  }

  boolean hour(int most, boolean two) {
    hour = number(two);
    return hour >= 0 && hour <= most;
  }

  /** On the clock of 24 hours. */
  int hour() {
    if (half == 1 && hour < 12) {
      return hour + 12;
    }
    return half == 0 && hour == 12 ? 0 : hour;
  }

  boolean minute(boolean two) {
    minute = number(two);
    return minute >= 0 && minute <= 59;
  }

  boolean second(boolean two) {
    second = number(two);
    return second >= 0 && second <= 59;
  }

  private boolean isPoint() {
    return !atEnd() && (text.charAt(at) == '.' || text.charAt(at) == ',');
  }

  boolean fraction(int digits) {
    if (!isPoint()) {
      return false;
    }
    at++;
    int start = at;
    while (isDigit(at) && at - start < digits) {
      at++;
    }
    return at - start == digits && readNano(start);
  }

  boolean fractionIfAny() {
    if (isPoint() && isDigit(at + 1)) {
      int start = ++at;
      while (isDigit(at)) {
        at++;
      }
      return readNano(start);
    }
    return true;
  }

  /** What is smaller than a nanosecond does not count. */
  private boolean readNano(int start) {
    nano = 0;
    for (int i = 0; i < 9; i++) {
      nano = nano * 10 + (start + i < at ? text.charAt(start + i) - '0' : 0);
    }
    return true;
  }

  boolean half(String first, String second) {
    if (text.startsWith(second, at)) {
      half = 1;
    } else if (text.startsWith(first, at)) {
      half = 0;
    } else {
      return false;
    }
    at += 2;
    return true;
  }

  /** Three to five capitals; only UTC says how far it is from UTC. */
  boolean zoneName() {
    int start = at;
    while (!atEnd() && at - start < 5 && Character.isUpperCase(text.charAt(at))) {
      at++;
    }
    return at - start >= 3;
  }

  boolean utc() {
    return is('Z');
  }

  boolean zone(String separator, boolean minutes) {
    int sign = is('+') ? 1 : is('-') ? -1 : 0;
    int hours = sign == 0 ? -1 : digits(2);
    if (hours < 0 || !skip(separator)) {
      return false;
    }
    int rest = minutes ? digits(2) : 0;
    zoneSeconds = sign * (hours * 3600 + rest * 60);
    return rest >= 0 && rest < 60;
  }
}
