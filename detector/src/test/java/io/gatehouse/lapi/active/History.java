package io.gatehouse.lapi.active;

import io.gatehouse.net.IpPrefix;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The slow reference: every version of every decision in a list, and answers by looking at all. */
final class History {
  private final Map<Long, Entry> entries = new LinkedHashMap<>();

  /** A decision and its commits; {@code removed} is 0 while it is there. */
  static final class Entry {
    final StoredDecision decision;
    final long added;
    long removed;
    Instant ended = Instant.EPOCH;

    Entry(StoredDecision decision, long added) {
      this.decision = decision;
      this.added = added;
    }

    boolean isLive(Instant now) {
      return removed == 0 && decision.until().isAfter(now);
    }

    /** What a database that keeps only the real end knows of it. */
    StoredDecision asEnded() {
      return Given.until(ended, decision);
    }

    String key() {
      return decision.type() + "|" + target(decision);
    }
  }

  static String target(StoredDecision decision) {
    return prefix(decision)
        .map(IpPrefix::toString)
        .orElse(decision.scope() + "|" + decision.value());
  }

  static Optional<IpPrefix> prefix(StoredDecision decision) {
    boolean address = List.of("ip", "range").contains(decision.scope().toLowerCase(Locale.ROOT));
    return address ? IpPrefix.tryParse(decision.value()) : Optional.empty();
  }

  void add(long commit, StoredDecision decision) {
    entries.put(decision.id(), new Entry(decision, commit));
  }

  void remove(long commit, Removal removal) {
    Entry entry = entry(removal.id());
    entry.removed = commit;
    entry.ended = removal.until();
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  Entry entry(long id) {
    return Objects.requireNonNull(entries.get(id));
  }

  List<Entry> where(Predicate<Entry> condition) {
    return entries.values().stream().filter(condition).toList();
  }
}
