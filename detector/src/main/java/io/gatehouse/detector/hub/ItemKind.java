package io.gatehouse.detector.hub;

import java.util.Optional;

/** What a hub item is. The order is the one in which items are told. */
public enum ItemKind {
  /** Makes fields of a line. */
  PARSER("parsers", "parser", true),
  /** Looks at an overflow before it is told. */
  POSTOVERFLOW("postoverflows", "postoverflow", true),
  /** Counts events and overflows. */
  SCENARIO("scenarios", "scenario", false),
  /** Says what an alert tells beyond its source. */
  CONTEXT("contexts", "context", false),
  /** Names other items. */
  COLLECTION("collections", "collection", false);

  private final String folder;
  private final String noun;
  private final boolean staged;

  ItemKind(String folder, String noun, boolean staged) {
    this.folder = folder;
    this.noun = noun;
    this.staged = staged;
  }

  /** The folder's name, which is the key in an index and in a collection too. */
  public String folder() {
    return folder;
  }

  /** Whether items of this kind are in a stage. */
  public boolean staged() {
    return staged;
  }

  /** The kind of a folder; empty for one that a detector has no use for, such as WAF rules. */
  static Optional<ItemKind> ofFolder(String folder) {
    for (ItemKind kind : values()) {
      if (kind.folder.equals(folder)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** For messages. */
  @Override
  public String toString() {
    return noun;
  }
}
