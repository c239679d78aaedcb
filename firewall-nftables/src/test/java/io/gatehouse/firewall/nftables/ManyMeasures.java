package io.gatehouse.firewall.nftables;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Target;
import io.gatehouse.enforce.ChangeCursor;
import io.gatehouse.enforce.DesiredMeasures;
import io.gatehouse.enforce.MeasureCursor;
import io.gatehouse.enforce.MeasureKind;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.Traffic;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Any number of scattered IPv4 bans by ten origins, computed and not kept: what it costs to enforce
 * them is the enforcer's cost alone.
 */
final class ManyMeasures implements DesiredMeasures {
  private static final int GOLDEN_RATIO = 0x9E3779B1; // Knuth: visits every 32-bit number once
  private static final long MAPPED = 0xFFFFL << 32;

  private final List<MeasureKind> kinds =
      IntStream.range(0, 10).mapToObj(ManyMeasures::kind).toList();
  private final int count;
  private boolean complete = true;
  private int added;
  private final long now = System.currentTimeMillis() / 1000;

  ManyMeasures(int count) {
    this.count = count;
  }

  private static MeasureKind kind(int number) {
    DecisionKind decision = new DecisionKind(Remediation.BAN, new Origin("CAPI" + number), "ssh");
    return new MeasureKind(Remediation.BAN, Traffic.ALL, decision);
  }

  /** There is more to come. */
  ManyMeasures incomplete() {
    complete = false;
    return this;
  }

  /** This many more have come since. */
  ManyMeasures growingBy(int more) {
    added = more;
    return this;
  }

  /** The address with this number, as 32 bits. */
  static int address(int number) {
    return (number + 1) * GOLDEN_RATIO;
  }

  @Override
  public long basis() {
    return 1;
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
    return count;
  }

  @Override
  public MeasureCursor all() {
    return new Cursor(0, count);
  }

  @Override
  public ChangeCursor changes() {
    return new Cursor(count, count + added);
  }

  @Override
  public int changeCount() {
    return added;
  }

  @Override
  public List<IpPrefix> guarded() {
    return List.of(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("192.168.0.0/16"));
  }

  private final class Cursor implements ChangeCursor {
    private final int end;
    private int at;

    Cursor(int start, int end) {
      this.at = start - 1;
      this.end = end;
    }

    @Override
    public boolean next() {
      return ++at < end;
    }

    @Override
    public boolean isAddress() {
      return true;
    }

    @Override
    public long high() {
      return 0;
    }

    @Override
    public long low() {
      return MAPPED | (address(at) & 0xFFFFFFFFL);
    }

    @Override
    public int bits() {
      return 128;
    }

    @Override
    public Target target() {
      return new Target.Prefix(IpPrefix.ofBits(high(), low(), 128));
    }

    @Override
    public MeasureKind kind() {
      return kinds.get(at % kinds.size());
    }

    @Override
    public long untilEpochSecond() {
      return now + 14_400;
    }

    @Override
    public Change change() {
      return Change.ADDED;
    }

    @Override
    public MeasureKind previousKind() {
      return kind();
    }

    @Override
    public long previousUntilEpochSecond() {
      return 0;
    }
  }
}
