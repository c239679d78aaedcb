package io.gatehouse.lapi;

import java.util.Arrays;

/** Remembers which field came after which: the rows of an answer are alike. */
@SuppressWarnings("EnumOrdinal") // an index that nobody keeps
final class FieldOrder {
  private final WireField[] followers = new WireField[WireField.values().length];

  FieldOrder() {
    Arrays.fill(followers, WireField.DURATION);
  }

  /** The field that came after this one the last time; any, if none did yet. */
  WireField after(WireField field) {
    return followers[field.ordinal()];
  }

  /** This field has come after that one. */
  void follows(WireField before, WireField field) {
    followers[before.ordinal()] = field;
  }
}
