package io.gatehouse.store;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionChanges;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionRun;
import io.gatehouse.decision.DecisionSink;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import io.gatehouse.store.EffectiveListener.Completeness;
import io.gatehouse.store.Reconcile.Trust;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decisions in force. Takes pulls in as a {@link DecisionSink}, on one thread; everything else
 * may be called from any thread.
 *
 * <p>What counts for a target is the strongest decision about it, and of equally strong ones the
 * one that ends last: deleting one of two leaves the other in force, and a captcha under a ban
 * comes back when the ban ends. Decisions end by themselves at their time ({@link #expire}),
 * whether or not LAPI says so.
 *
 * <p>A first full pull is passed on while it comes in, so that enforcement points can prepare.
 * Later full pulls are reconciled: what they no longer hold is removed, unless that would be more
 * than half of at least {@link #GUARDED_FROM} decisions. Such an answer is doubted (LAPI can answer
 * 200 with an empty list when its database fails, crowdsec#4691) until a second one agrees or the
 * operator does.
 */
public final class DecisionStore implements DecisionSink {
  /** The number of decisions from which on a full pull that removes most of them is doubted. */
  public static final int GUARDED_FROM = 1000;

  /** Most decisions that are kept; further ones are refused. */
  public static final int CAPACITY = 16_000_000;

  private static final Logger log = LoggerFactory.getLogger(DecisionStore.class);
  private static final String CONFIRMATION =
      "they stay in force until a second one agrees or the operator confirms it";

  private final InstantSource time;
  private final StampedLock lock = new StampedLock();
  private final DecisionTable table = new DecisionTable();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final DecisionTable.Changes changes = new ToldChanges();
  private final DecisionChanges nearing = new Nearing();
  private Intake intake = Intake.IDLE;

  /** The second at which the writer took the lock; what it does then happens at once. */
  private long lockedAt;

  private boolean complete;
  private boolean approved;
  private boolean doubting;

  /** An empty store that takes the time from here. */
  public DecisionStore(InstantSource time) {
    this.time = time;
  }

  /** Tells the listener of everything there is, and from now on of every change. */
  public void subscribe(EffectiveOrder order, EffectiveListener listener) {
    locked(
        () -> {
          Subscription subscription = new Subscription(order, listener);
          subscriptions.add(subscription);
          tellAll(subscription);
        });
  }

  /** Tells a listener everything again, for when what it makes of it has changed. */
  public void replay(EffectiveListener listener) {
    locked(
        () ->
            subscriptions.stream()
                .filter(subscription -> subscription.listener() == listener)
                .forEach(this::tellAll));
  }

  @Override
  public void begin(Pull pull) {
    locked(() -> intake = intakeFor(pull));
  }

  @Override
  public void added(DecisionRow row) {
    locked(() -> intake.added(row));
  }

  @Override
  public void deleted(DecisionRow row) {
    locked(() -> intake.deleted(row));
  }

  @Override
  public void all(DecisionRun rows) {
    locked(
        () -> {
          rows.tell(nearing);
          rows.tell(intake);
        });
  }

  @Override
  public Outcome commit() {
    Outcome[] outcome = {Outcome.ACCEPTED};
    locked(
        () -> {
          outcome[0] = intake.commit();
          if (!(intake instanceof Delta)) {
            tookFullPull(outcome[0]);
          }
          intake = Intake.IDLE;
          publish();
        });
    return outcome[0];
  }

  /** What was told of changes since neither dispels a doubt nor uses an approval up. */
  private void tookFullPull(Outcome outcome) {
    complete = true;
    doubting = outcome == Outcome.DOUBTED;
    approved &= doubting;
    if (doubting) {
      log.warn("a full pull would remove most of {} decisions; {}", table.size(), CONFIRMATION);
    }
  }

  @Override
  public void abort() {
    locked(
        () -> {
          intake.abort();
          intake = Intake.IDLE;
        });
  }

  /** Ends every decision whose time has come. To be called about once a second. */
  public void expire() {
    locked(
        () -> {
          if (table.expire(lockedAt, changes) > 0) {
            publish();
          }
        });
  }

  /** Lets the next full pull remove whatever it no longer holds, because the operator said so. */
  public void approveReconcile() {
    locked(() -> approved = true);
  }

  /** Whether the last full pull is doubted, so that what it left out is still enforced. */
  public boolean isDoubting() {
    return read(() -> doubting);
  }

  /** Whether a whole pull was ever taken in. */
  public boolean isComplete() {
    return read(() -> complete);
  }

  /** How many decisions there are, expired ones included until the next {@link #expire}. */
  public int size() {
    return read(table::size);
  }

  /** How many decisions were refused because the store is full. */
  public long refused() {
    return read(table::refused);
  }

  /** The decision that counts for this address: the strongest of all that cover it. */
  public Optional<Decision> match(IpAddress address, EffectiveOrder order) {
    return inForce(address, List.of(), order).map(InForce::decision);
  }

  /**
   * As {@link #match}, with the time since when it is in force.
   *
   * @param partOf what else than prefixes the address is part of: its country, its AS
   */
  public Optional<InForce> inForce(
      IpAddress address, Collection<Target> partOf, EffectiveOrder order) {
    return InForce.strongest(read(() -> table.inForce(address, partOf, now())), order);
  }

  /**
   * Whether anything may be decided about the address of these numbers, so that {@link #inForce} is
   * worth asking; false for nearly every address. Allocates nothing.
   *
   * @param high see {@link IpAddress#high()}
   * @param low see {@link IpAddress#low()}
   */
  public boolean mayConcern(long high, long low) {
    long stamp = lock.readLock();
    try {
      return table.coversAny(high, low);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Whether anything may be decided about countries, autonomous systems or other names. */
  public boolean holdsNamed() {
    return read(table::holdsNamed);
  }

  /** Every decision in force that covers this address, the narrowest target first. */
  public List<Decision> covering(IpAddress address) {
    return read(() -> table.covering(address, now()));
  }

  /** Every decision in force about exactly this target. */
  public List<Decision> about(Target target) {
    return read(() -> table.about(target, now()));
  }

  private Intake intakeFor(Pull pull) {
    if (pull == Pull.DELTA) {
      return new Delta(table, changes);
    }
    if (!complete) {
      return new FirstLoad(table, changes, this::restart);
    }
    table.expire(lockedAt, changes);
    return new Reconcile(table, changes, doubting || approved ? Trust.BELIEVE : Trust.DOUBT);
  }

  private void restart() {
    subscriptions.forEach(subscription -> subscription.listener().restarted());
  }

  private void publish() {
    subscriptions.forEach(subscription -> subscription.listener().published(completeness()));
  }

  private Completeness completeness() {
    return complete ? Completeness.COMPLETE : Completeness.LOADING;
  }

  private void tellAll(Subscription subscription) {
    table.forEachTarget(head -> subscription.tell(table, head, lockedAt));
    subscription.listener().published(completeness());
  }

  private long now() {
    return time.instant().getEpochSecond();
  }

  private void locked(Runnable action) {
    long stamp = lock.writeLock();
    try {
      lockedAt = now();
      table.arrivingAt(complete ? lockedAt : 0);
      action.run();
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private <T> T read(Supplier<T> query) {
    long stamp = lock.readLock();
    try {
      return query.get();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Passes changes of the table on to every listener. */
  private final class ToldChanges implements DecisionTable.Changes {
    @Override
    public void changed(int head) {
      for (Subscription subscription : subscriptions) {
        subscription.tell(table, head, lockedAt);
      }
    }

    @Override
    public void gone(int row) {
      for (Subscription subscription : subscriptions) {
        subscription.listener().ended(table.view(row));
      }
    }
  }

  /** Looks at where the rows' targets are before they are asked for. */
  private final class Nearing implements DecisionChanges {
    @Override
    public void added(DecisionRow row) {
      if (row.isAddress()) {
        table.near(row.high(), row.low(), row.bits());
      }
    }

    @Override
    public void deleted(DecisionRow row) {
      added(row);
    }
  }
}
