package io.gatehouse.firewall.nftables;

import io.gatehouse.decision.Remediation;
import io.gatehouse.enforce.Applied;
import io.gatehouse.enforce.ChangeCursor;
import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.MeasureCursor;
import io.gatehouse.enforce.MeasureKind;
import io.gatehouse.firewall.nftables.OriginTallies.Tally;
import io.gatehouse.net.IpPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns measures into elements of a generation's maps, a transaction's worth at a time. What it
 * counts becomes true when the caller acknowledges it. Loop thread only.
 */
final class Filler {
  private static final Logger LOG = LoggerFactory.getLogger(Filler.class);

  /** A hundred years; the kernel refuses more than some six hundred. */
  private static final long MAX_TIMEOUT_MILLIS = 100L * 365 * 86_400 * 1000;

  private final Transactions transactions;
  private final Generation generation;
  private final ElementBatch batch;
  private final KernelFeatures features;
  private final Structure structure;
  private final long nowEpochSecond;
  private long added;
  private long removed;
  private long refreshed;
  private long rejected;
  private long homeless;
  private String example = "";

  private static final int MAX_REMEMBERED = 200_000;

  /** What surrounds the elements of each transaction. */
  interface Structure {
    /** Makes what the elements need. */
    void before(RulesetWriter to);

    /** Puts new maps in force where the others are. */
    void after(RulesetWriter to);

    /** Both are done. */
    void committed() throws EnforcementException;
  }

  Filler(
      Transactions transactions,
      KernelFeatures features,
      Generation generation,
      ElementBatch batch,
      Structure structure,
      long nowEpochSecond) {
    this.transactions = transactions;
    this.features = features;
    this.generation = generation;
    this.batch = batch;
    this.structure = structure;
    this.nowEpochSecond = nowEpochSecond;
    batch.clear();
  }

  /** Puts everything into maps that hold nothing yet. */
  void fill(MeasureCursor all) throws EnforcementException {
    while (all.next()) {
      add(all);
    }
  }

  /** Makes the maps hold what has changed. */
  void apply(ChangeCursor changes) throws EnforcementException {
    while (changes.next()) {
      switch (changes.change()) {
        case ADDED -> add(changes);
        case REMOVED -> remove(changes, changes.kind(), changes.untilEpochSecond());
        case REFRESHED -> refresh(changes);
      }
    }
  }

  private void add(MeasureCursor measure) throws EnforcementException {
    BanMap map = map(measure, measure.kind());
    if (map == null) {
      reject(measure);
      return;
    }
    long until = measure.untilEpochSecond();
    long timeout = timeoutMillis(until);
    if (timeout > 0) {
      long high = measure.high();
      long low = measure.low();
      Tally tally = generation.tallies().of(measure.kind(), map.family());
      batch.add(map, high, low, tally, timeout);
      count(map, tally, 1);
      generation.sample().added(map, high, low, until);
      flushIfFull();
    } else {
      remember(List.of(prefix(measure)));
    }
    added++;
  }

  private void reject(MeasureCursor measure) {
    if (isRejected(measure)) {
      rejected++;
      homeless++;
      example = measure.target().value();
    }
  }

  /** The kernel has taken out by itself what has ended. */
  private void remove(MeasureCursor measure, MeasureKind kind, long untilEpochSecond)
      throws EnforcementException {
    BanMap map = map(measure, kind);
    if (map == null) {
      return;
    }
    Tally tally = generation.tallies().of(kind, map.family());
    generation.sample().forget(map, measure.high(), measure.low());
    if (!wasRefused(measure)) {
      count(map, tally, -1);
    }
    if (untilEpochSecond > nowEpochSecond) {
      batch.remove(map, measure.high(), measure.low(), tally);
      flushIfFull();
    }
    removed++;
  }

  private void refresh(ChangeCursor change) throws EnforcementException {
    MeasureKind previous = change.previousKind() == null ? change.kind() : change.previousKind();
    BanMap before = map(change, previous);
    BanMap now = map(change, change.kind());
    if (before == null || before != now || timeoutMillis(change.untilEpochSecond()) <= 0) {
      moved(change, previous);
      return;
    }
    Tally from = generation.tallies().of(previous, before.family());
    Tally to = generation.tallies().of(change.kind(), before.family());
    long timeout = timeoutMillis(change.untilEpochSecond());
    if (from == to && features.updatesTimeouts()) {
      batch.add(before, change.high(), change.low(), to, timeout);
    } else {
      batch.replace(before, change.high(), change.low(), from, to, timeout);
    }
    if (wasRefused(change)) {
      before.count(1);
    } else {
      from.count(-1);
    }
    to.count(1);
    generation.sample().forget(before, change.high(), change.low());
    generation.sample().added(before, change.high(), change.low(), change.untilEpochSecond());
    refreshed++;
    flushIfFull();
  }

  /** For other traffic than before, or no longer to be denied at all, or the other way. */
  private void moved(ChangeCursor change, MeasureKind previous) throws EnforcementException {
    long addedBefore = added;
    long removedBefore = removed;
    remove(change, previous, change.previousUntilEpochSecond());
    add(change);
    refreshed++;
    added = addedBefore;
    removed = removedBefore;
  }

  private @Nullable BanMap map(MeasureCursor measure, MeasureKind kind) {
    if (!measure.isAddress() || !isEnforced(kind)) {
      return null;
    }
    IpFamily family = IpFamily.of(measure.high(), measure.low(), measure.bits());
    return generation.map(family, measure.bits(), kind.traffic());
  }

  /** What the operator has turned off, and what is only to be observed, is left out in silence. */
  private boolean isRejected(MeasureCursor measure) {
    return isEnforced(measure.kind())
        && !(measure.isAddress()
            && !generation.enforces(IpFamily.of(measure.high(), measure.low(), measure.bits())));
  }

  private static boolean isEnforced(MeasureKind kind) {
    return !kind.action().equals(Remediation.OBSERVE);
  }

  private long timeoutMillis(long untilEpochSecond) {
    long seconds = untilEpochSecond - nowEpochSecond;
    return seconds >= MAX_TIMEOUT_MILLIS / 1000 ? MAX_TIMEOUT_MILLIS : seconds * 1000;
  }

  private static void count(BanMap map, Tally tally, int difference) {
    map.count(difference);
    tally.count(difference);
  }

  private boolean wasRefused(MeasureCursor measure) {
    return !generation.refused().isEmpty() && generation.refused().remove(prefix(measure));
  }

  private static IpPrefix prefix(MeasureCursor measure) {
    return IpPrefix.ofBits(measure.high(), measure.low(), measure.bits());
  }

  /** Beyond the bound the count of elements comes out too low when they are removed. */
  private void remember(List<IpPrefix> notThere) {
    if (generation.refused().size() + notThere.size() <= MAX_REMEMBERED) {
      generation.refused().addAll(notThere);
    }
  }

  private void flushIfFull() throws EnforcementException {
    if (batch.isFull(transactions.maxElementBytes())) {
      flush();
    }
  }

  /** Sends what is left, and the structure even where no element is. */
  Applied finish() throws EnforcementException {
    flush();
    if (homeless > 0) {
      LOG.warn(
          "nftables: {} bans need more than a set of addresses: not enforced; {} is one; turn"
              + " set-only off for ranges",
          homeless,
          example);
    }
    return new Applied(added, removed, refreshed, rejected);
  }

  private void flush() throws EnforcementException {
    String attempt = String.format("changing %,d elements", batch.size());
    List<IpPrefix> refused =
        transactions.commit(attempt, structure::before, batch, structure::after);
    remember(refused);
    rejected += refused.size();
    added -= refused.size();
    batch.clear();
    structure.committed();
  }
}
