package io.gatehouse.lapi.storage;

/**
 * What a flush deleted.
 *
 * @param alerts how many
 * @param decisions whose alert had gone before, and which every bouncer has had time to hear of
 * @param bouncers how many
 * @param machines how many
 * @param reports of usage
 */
public record Flushed(int alerts, int decisions, int bouncers, int machines, int reports) {
  /** Nothing. */
  public static final Flushed NOTHING = new Flushed(0, 0, 0, 0, 0);
}
