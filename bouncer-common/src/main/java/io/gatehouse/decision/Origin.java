package io.gatehouse.decision;

import java.util.Set;

/**
 * Who decided: {@code crowdsec} (a profile), {@code cscli}, {@code CAPI}, {@code lists}… An open
 * vocabulary, compared case-sensitively as LAPI does. Immutable.
 */
public record Origin(String word) {
  /** A profile of the LAPI, about what its own log processors saw. */
  public static final Origin CROWDSEC = new Origin("crowdsec");

  /** A person, at the command line. */
  public static final Origin CSCLI = new Origin("cscli");

  /** A person, importing a file. */
  public static final Origin CSCLI_IMPORT = new Origin("cscli-import");

  /** A person, at the console. */
  public static final Origin CONSOLE = new Origin("console");

  /** The community blocklist. */
  public static final Origin CAPI = new Origin("CAPI");

  /** A subscribed blocklist; the decision's scenario is its name. */
  public static final Origin LISTS = new Origin("lists");

  private static final Set<Origin> MANUAL = Set.of(CSCLI, CSCLI_IMPORT, CONSOLE);
  private static final Set<Origin> BLOCKLIST = Set.of(CAPI, LISTS);

  /** Whether a person decided. */
  public boolean isManual() {
    return MANUAL.contains(this);
  }

  /**
   * Whether it is a list that is refreshed as a whole: LAPI then deletes the old rows without
   * telling bouncers and inserts the same values under new ids.
   */
  public boolean isBlocklist() {
    return BLOCKLIST.contains(this);
  }

  @Override
  public String toString() {
    return word;
  }
}
