package io.gatehouse.enforce;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Target;
import io.gatehouse.enforce.ChangeCursor.Change;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A store and loop in small: measures kept in a map, changes told against what {@link #apply}
 * acknowledged. Plays {@link DesiredMeasures} to an enforcer under test.
 */
public final class ListMeasures implements DesiredMeasures {
  private record Entry(MeasureKind kind, long until) {}

  private record Row(IpPrefix prefix, Entry entry, Change change, Optional<Entry> previous) {}

  private final Map<IpPrefix, Entry> desired = new TreeMap<>();
  private final Map<IpPrefix, Entry> acknowledged = new TreeMap<>();
  private final Map<MeasureKind, MeasureKind> kinds = new HashMap<>();
  private List<IpPrefix> guarded = List.of();
  private boolean complete = true;
  private long basis = 1;
  private long now;
  private Traffic traffic = Traffic.ALL;

  private ListMeasures(long nowEpochSecond) {
    now = nowEpochSecond;
  }

  /** Nothing desired, and the machine's clock: a kernel ends entries by its own. */
  public static ListMeasures now() {
    return new ListMeasures(System.currentTimeMillis() / 1000);
  }

  /** Nothing desired, at a fixed second. */
  public static ListMeasures at(long epochSecond) {
    return new ListMeasures(epochSecond);
  }

  /** Bans for an hour, as {@code cscli}. */
  public ListMeasures ban(String... targets) {
    for (String target : targets) {
      ban(target, "cscli", 3600);
    }
    return this;
  }

  /** Bans an address or prefix; an origin {@code lists:NAME} is a blocklist's. */
  public ListMeasures ban(String target, String origin, long seconds) {
    boolean list = origin.startsWith("lists:");
    Origin who = new Origin(list ? "lists" : origin);
    String scenario = list ? origin.substring("lists:".length()) : "manual";
    MeasureKind kind =
        new MeasureKind(Remediation.BAN, traffic, new DecisionKind(Remediation.BAN, who, scenario));
    MeasureKind same = kinds.computeIfAbsent(kind, unused -> kind);
    desired.put(IpPrefix.parse(target), new Entry(same, now + seconds));
    return this;
  }

  /** The following bans are about this traffic. */
  public ListMeasures about(Traffic which) {
    traffic = which;
    return this;
  }

  /** No longer desired. */
  public ListMeasures unban(String target) {
    desired.remove(IpPrefix.parse(target));
    return this;
  }

  /** Nothing is desired any more. */
  public ListMeasures unbanAll() {
    desired.clear();
    return this;
  }

  /** Never to be touched. */
  public ListMeasures guarding(String... prefixes) {
    guarded = List.of(prefixes).stream().map(IpPrefix::parse).sorted().toList();
    return this;
  }

  /** The first pull is still coming in. */
  public ListMeasures incomplete() {
    complete = false;
    return this;
  }

  /** All is known. */
  public ListMeasures completed() {
    complete = true;
    return this;
  }

  /** As after a restart of the store: the changes mean nothing to what was acknowledged before. */
  public ListMeasures onNewBasis() {
    basis++;
    acknowledged.clear();
    return this;
  }

  /** Time passes; what has ended is no longer desired. */
  public ListMeasures later(long seconds) {
    now += seconds;
    desired.values().removeIf(entry -> entry.until() <= now);
    return this;
  }

  /**
   * Observes, plans, executes and acknowledges, as the loop does.
   *
   * @throws EnforcementException as the enforcer; nothing is acknowledged then
   */
  public <O, P extends Plan> Applied apply(Enforcer<O, P> enforcer) throws EnforcementException {
    P plan = plan(enforcer);
    Applied applied = plan.isEmpty() ? Applied.NOTHING : enforcer.execute(plan);
    acknowledge();
    return applied;
  }

  /** Observes and plans. */
  public <O, P extends Plan> P plan(Enforcer<O, P> enforcer) throws EnforcementException {
    return enforcer.plan(this, enforcer.observe());
  }

  /** What is desired now is there. */
  public void acknowledge() {
    acknowledged.clear();
    acknowledged.putAll(desired);
  }

  @Override
  public long basis() {
    return basis;
  }

  @Override
  public boolean complete() {
    return complete;
  }

  @Override
  public long nowEpochSecond() {
    return now;
  }

  @Override
  public int size() {
    return desired.size();
  }

  @Override
  public MeasureCursor all() {
    List<Row> rows = new ArrayList<>();
    desired.forEach(
        (prefix, entry) -> rows.add(new Row(prefix, entry, Change.ADDED, Optional.empty())));
    return new Rows(rows);
  }

  @Override
  public ChangeCursor changes() {
    return new Rows(changed());
  }

  @Override
  public int changeCount() {
    return changed().size();
  }

  private List<Row> changed() {
    List<Row> rows = new ArrayList<>();
    acknowledged.forEach(
        (prefix, entry) -> {
          if (!desired.containsKey(prefix)) {
            rows.add(new Row(prefix, entry, Change.REMOVED, Optional.of(entry)));
          }
        });
    desired.forEach((prefix, entry) -> addIfChanged(rows, prefix, entry));
    return rows;
  }

  private void addIfChanged(List<Row> rows, IpPrefix prefix, Entry entry) {
    Entry before = acknowledged.get(prefix);
    if (before == null) {
      rows.add(new Row(prefix, entry, Change.ADDED, Optional.empty()));
    } else if (!before.equals(entry)) {
      rows.add(new Row(prefix, entry, Change.REFRESHED, Optional.of(before)));
    }
  }

  @Override
  public List<IpPrefix> guarded() {
    return guarded;
  }

  private static final class Rows implements ChangeCursor {
    private final List<Row> rows;
    private int at = -1;

    Rows(List<Row> rows) {
      this.rows = rows;
    }

    private Row row() {
      return rows.get(at);
    }

    @Override
    public boolean next() {
      return ++at < rows.size();
    }

    @Override
    public boolean isAddress() {
      return true;
    }

    @Override
    public long high() {
      return row().prefix().high();
    }

    @Override
    public long low() {
      return row().prefix().low();
    }

    @Override
    public int bits() {
      return row().prefix().bits();
    }

    @Override
    public Target target() {
      return new Target.Prefix(row().prefix());
    }

    @Override
    public MeasureKind kind() {
      return row().entry().kind();
    }

    @Override
    public long untilEpochSecond() {
      return row().entry().until();
    }

    @Override
    public Change change() {
      return row().change();
    }

    @Override
    public @Nullable MeasureKind previousKind() {
      return row().previous().map(Entry::kind).orElse(null);
    }

    @Override
    public long previousUntilEpochSecond() {
      return row().previous().map(Entry::until).orElse(0L);
    }
  }
}
