package io.gatehouse.store;

import static io.gatehouse.store.DecisionColumns.NONE;
import static io.gatehouse.store.DecisionColumns.NOT_AN_ADDRESS;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Columns, their index by target, and the rules by which rows come and go. Not thread-safe.
 *
 * <p>A decision is known again by its id. One of a blocklist, or without an id, is known again by
 * its target and kind: LAPI replaces the rows of a blocklist at each refresh without telling (repo:
 * crowdsec:pkg/apiserver/apic.go), and keeping both would fill the store.
 */
final class DecisionTable {
  /**
   * Ends that differ by no more than this are the same: each full pull tells them anew, as seconds
   * that remain, and the answer takes a while.
   */
  static final int SAME_END_SECONDS = 5;

  /** Learns which targets have changed. */
  interface Changes {
    /** Something about the target of this row, the first in its chain, has changed. */
    void changed(int head);

    /** The target of this row has no decision any more; the row is about to be freed. */
    void gone(int row);
  }

  private final DecisionColumns columns = new DecisionColumns();
  private final TargetIndex index = new TargetIndex(columns);
  private final RowView view = new RowView(columns);
  private final int[] ipv4Targets = new int[129];
  private final int[] ipv6Targets = new int[129];
  private int namedTargets;
  private final BitSet marks = new BitSet();
  private long earliestEnd = Long.MAX_VALUE;
  private long refused;

  int size() {
    return columns.size();
  }

  long refused() {
    return refused;
  }

  /** See {@link DecisionColumns#arrivingAt}. */
  void arrivingAt(long second) {
    columns.arrivingAt(second);
  }

  /** The row, as an object that the next call of this changes. */
  RowView view(int row) {
    return view.at(row);
  }

  DecisionColumns columns() {
    return columns;
  }

  /**
   * Puts a decision in, or brings its row up to date; returns its row, or NONE if it was refused.
   */
  int add(DecisionRow source, Changes changes) {
    int head = head(source);
    int same = find(head, source);
    if (same != NONE) {
      update(head, same, source, changes);
      return same;
    }
    if (columns.size() >= DecisionStore.CAPACITY) {
      refused++;
      return NONE;
    }
    int row = columns.add(source);
    earliestEnd = Math.min(earliestEnd, columns.until(row));
    if (head == NONE) {
      index.addHead(row);
      countTarget(row, 1);
    } else {
      columns.next(row, columns.next(head));
      columns.next(head, row);
    }
    changes.changed(head == NONE ? row : head);
    return row;
  }

  /** See {@link TargetIndex#near}. */
  void near(long high, long low, int bits) {
    index.near(high, low, bits);
  }

  /** The row that this decision would bring up to date, or NONE. */
  int find(DecisionRow source) {
    return find(head(source), source);
  }

  /** Whether the row already says what this decision does. */
  boolean says(int row, DecisionRow source) {
    long until = DecisionColumns.kept(source.untilEpochSecond());
    return columns.kind(row).equals(source.kind())
        && Math.abs(columns.until(row) - until) <= SAME_END_SECONDS;
  }

  /** Gives a row the id that LAPI now knows it by. */
  void renumber(int row, long id) {
    columns.id(row, id);
  }

  void remove(int row, Changes changes) {
    int head = index.head(columns.high(row), columns.low(row), columns.bits(row));
    int next = columns.next(row);
    if (head != row) {
      unlink(head, row);
      changes.changed(head);
    } else if (next != NONE) {
      index.putHead(next);
      changes.changed(next);
    } else {
      index.removeHead(row);
      countTarget(row, -1);
      changes.gone(row);
      columns.forgetTarget(row);
    }
    marks.clear(row);
    columns.free(row);
  }

  /** Removes what has ended; returns how many rows. */
  int expire(long now, Changes changes) {
    if (now < earliestEnd) {
      return 0;
    }
    long earliest = Long.MAX_VALUE;
    int before = columns.size();
    for (int row = 0; row < columns.limit(); row++) {
      if (!columns.isFree(row)) {
        long until = columns.until(row);
        if (until <= now) {
          remove(row, changes);
        } else {
          earliest = Math.min(earliest, until);
        }
      }
    }
    earliestEnd = earliest;
    return before - columns.size();
  }

  void mark(int row) {
    marks.set(row);
  }

  boolean isMarked(int row) {
    return marks.get(row);
  }

  int marked() {
    return marks.cardinality();
  }

  void clearMarks() {
    marks.clear();
  }

  void removeUnmarked(Changes changes) {
    for (int row = 0; row < columns.limit(); row++) {
      if (!columns.isFree(row) && !marks.get(row)) {
        remove(row, changes);
      }
    }
  }

  void clear() {
    columns.clear();
    index.clear();
    marks.clear();
    Arrays.fill(ipv4Targets, 0);
    Arrays.fill(ipv6Targets, 0);
    namedTargets = 0;
    earliestEnd = Long.MAX_VALUE;
  }

  /** Calls with the first row of every target. */
  void forEachTarget(IntConsumer action) {
    for (int row = 0; row < columns.limit(); row++) {
      if (!columns.isFree(row)
          && index.head(columns.high(row), columns.low(row), columns.bits(row)) == row) {
        action.accept(row);
      }
    }
  }

  List<Decision> covering(IpAddress address, long now) {
    List<Decision> found = new ArrayList<>();
    forEachCovering(address, now, row -> found.add(decision(row)));
    return found;
  }

  private void forEachCovering(IpAddress address, long now, IntConsumer action) {
    int[] targets = address.isIpv4() ? ipv4Targets : ipv6Targets;
    int widest = address.isIpv4() ? IpPrefix.IPV4_BITS : 0;
    for (int bits = 128; bits >= widest; bits--) {
      if (targets[bits] > 0) {
        long high = address.high() & IpPrefix.highMask(bits);
        int head = index.head(high, address.low() & IpPrefix.lowMask(bits), bits);
        forEachInForce(head, now, action);
      }
    }
  }

  /** Whether any target covers the address, ended or not. Allocates nothing. */
  boolean coversAny(long high, long low) {
    boolean ipv4 = IpPrefix.isIpv4(high, low, 128);
    int[] targets = ipv4 ? ipv4Targets : ipv6Targets;
    int widest = ipv4 ? IpPrefix.IPV4_BITS : 0;
    for (int bits = 128; bits >= widest; bits--) {
      if (targets[bits] > 0
          && index.head(high & IpPrefix.highMask(bits), low & IpPrefix.lowMask(bits), bits)
              != NONE) {
        return true;
      }
    }
    return false;
  }

  /** Whether anything was decided about something that is no address, ended or not. */
  boolean holdsNamed() {
    return namedTargets > 0;
  }

  /** As {@link #covering} and {@link #about}, with the time at which each came in. */
  List<InForce> inForce(IpAddress address, Collection<Target> partOf, long now) {
    List<InForce> found = new ArrayList<>();
    IntConsumer noting =
        row -> found.add(new InForce(decision(row), Instant.ofEpochSecond(columns.since(row))));
    forEachCovering(address, now, noting);
    partOf.forEach(target -> forEachInForce(head(target), now, noting));
    return found;
  }

  List<Decision> about(Target target, long now) {
    List<Decision> found = new ArrayList<>();
    forEachInForce(head(target), now, row -> found.add(decision(row)));
    return found;
  }

  private void forEachInForce(int head, long now, IntConsumer action) {
    for (int row = head; row != NONE; row = columns.next(row)) {
      if (columns.until(row) > now) {
        action.accept(row);
      }
    }
  }

  private Decision decision(int row) {
    return new Decision(
        columns.id(row),
        columns.kind(row),
        columns.target(row),
        Instant.ofEpochSecond(columns.until(row)));
  }

  private void update(int head, int row, DecisionRow source, Changes changes) {
    if (says(row, source)) {
      renumber(row, source.id());
    } else {
      columns.update(row, source);
      earliestEnd = Math.min(earliestEnd, columns.until(row));
      changes.changed(head);
    }
  }

  private int find(int head, DecisionRow source) {
    if (head == NONE) {
      return NONE;
    }
    boolean byKind = source.id() == 0 || source.kind().origin().isBlocklist();
    for (int row = head; row != NONE; row = columns.next(row)) {
      if ((source.id() != 0 && columns.id(row) == source.id())
          || (byKind && columns.kind(row).equals(source.kind()))) {
        return row;
      }
    }
    return NONE;
  }

  private int head(DecisionRow source) {
    return source.isAddress()
        ? index.head(source.high(), source.low(), source.bits())
        : head(source.target());
  }

  private int head(Target target) {
    if (target instanceof Target.Prefix address) {
      IpPrefix prefix = address.prefix();
      return index.head(prefix.high(), prefix.low(), prefix.bits());
    }
    int place = columns.placeOf(target);
    return place == NONE ? NONE : index.head(0, place, NOT_AN_ADDRESS);
  }

  private void unlink(int head, int row) {
    int before = head;
    while (columns.next(before) != row) {
      before = columns.next(before);
    }
    columns.next(before, columns.next(row));
  }

  private void countTarget(int row, int by) {
    int bits = columns.bits(row);
    if (bits == NOT_AN_ADDRESS) {
      namedTargets += by;
    } else {
      boolean ipv4 = IpPrefix.isIpv4(columns.high(row), columns.low(row), bits);
      int[] targets = ipv4 ? ipv4Targets : ipv6Targets;
      targets[bits] += by;
    }
  }
}
