package io.gatehouse.daemon.export;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Remediation;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.store.DecisionStore;
import io.gatehouse.store.EffectiveListener;
import io.gatehouse.store.EffectiveOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is in force about addresses, as the shortest list whose longest match tells the strongest
 * remediation. One thread asks; any may change the store.
 */
final class Listing implements EffectiveListener {
  /** What a LAPI writes is anything, and a file's syntax is not to be its to write. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final EffectiveOrder SEVERITY = EffectiveOrder.bySeverity(Remediation.BAN);

  private final DecisionStore store;
  private final List<Entry> collected = new ArrayList<>();
  private volatile @Nullable Thread collector;
  private volatile boolean changed;
  private volatile boolean complete;

  /** What is to be done about an address or prefix. */
  record Entry(IpPrefix prefix, Remediation remediation) {
    String word() {
      String word = remediation.word();
      return PLAIN.matcher(word).matches() ? word : Remediation.BAN.word();
    }

    private int rank() {
      return SEVERITY.rank(remediation);
    }
  }

  private Listing(DecisionStore store) {
    this.store = store;
  }

  /**
   * Of a store, from now on.
   *
   * @param types that are listed; empty for all
   */
  static Listing of(DecisionStore store, Set<Remediation> types) {
    Listing listing = new Listing(store);
    store.subscribe(
        remediation ->
            types.isEmpty() || types.contains(remediation)
                ? SEVERITY.rank(remediation)
                : EffectiveOrder.IGNORED,
        listing);
    return listing;
  }

  /** Whether a whole pull was taken in; what is there before is not a list. */
  boolean isComplete() {
    return complete;
  }

  /** Whether something has changed since this was asked last. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /** In the order of addresses, a prefix before what lies in it. */
  List<Entry> entries() {
    collected.clear();
    collector = Thread.currentThread();
    try {
      store.replay(this);
    } finally {
      collector = null;
    }
    collected.sort(Comparator.comparing(Entry::prefix));
    return shortest(collected);
  }

  /** An entry that says nothing else than the one around it is left out. */
  private static List<Entry> shortest(List<Entry> sorted) {
    List<Entry> kept = new ArrayList<>();
    Deque<Entry> around = new ArrayDeque<>();
    for (Entry entry : sorted) {
      while (!around.isEmpty() && !around.peek().prefix().contains(entry.prefix())) {
        around.pop();
      }
      if (around.isEmpty() || around.peek().rank() < entry.rank()) {
        around.push(entry);
        kept.add(entry);
      }
    }
    return kept;
  }

  @Override
  public void effective(TargetKey target, DecisionKind kind, long untilEpochSecond) {
    if (Thread.currentThread() != collector) {
      changed = true;
    } else if (target.isAddress()) {
      collected.add(
          new Entry(
              IpPrefix.ofBits(target.high(), target.low(), target.bits()), kind.remediation()));
    }
  }

  @Override
  public void ended(TargetKey target) {
    changed = true;
  }

  @Override
  public void published(Completeness state) {
    if (state == Completeness.COMPLETE && !complete) {
      complete = true;
      changed = true;
    }
  }

  @Override
  public void restarted() {
    changed = true;
  }
}
