package io.gatehouse.enforce;

/** Something that a loop is told. Applied in the order of sending, on the loop's thread. */
@FunctionalInterface
interface Letter {
  void applyTo(MeasureTable table);
}
