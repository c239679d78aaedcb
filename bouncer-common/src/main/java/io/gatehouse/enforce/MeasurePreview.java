package io.gatehouse.enforce;

import java.time.InstantSource;

/**
 * What an enforcement point would be asked to hold, without a point: for plans that are only shown.
 * One thread.
 */
public final class MeasurePreview implements MeasureReceiver {
  private final String name;
  private final MeasureTable table;

  /** An empty preview for a point of this name. */
  public MeasurePreview(String name, InstantSource time) {
    this.name = name;
    this.table = new MeasureTable(time);
  }

  /** What has been fed so far, all of it as changes. */
  public DesiredMeasures desired() {
    return table;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void send(Letter letter) {
    letter.applyTo(table);
  }
}
