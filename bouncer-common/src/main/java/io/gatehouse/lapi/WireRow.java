package io.gatehouse.lapi;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.decision.Scope;
import io.gatehouse.decision.Target;
import io.gatehouse.net.PrefixReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision at a time, as it came off the wire: its fields are collected in whatever order they
 * come, then {@link #tryComplete} makes sense of them. Reused for every row of a pull.
 */
final class WireRow implements DecisionRow {
  private static final long NANOS = 1_000_000_000L;

  final TextSlot duration = new TextSlot();
  final TextSlot origin = new TextSlot();
  final TextSlot scenario = new TextSlot();
  final TextSlot scope = new TextSlot();
  final TextSlot type = new TextSlot();
  final TextSlot value = new TextSlot();

  private final KindTable kinds = new KindTable();
  private final PrefixReader prefix = new PrefixReader();
  private final long receivedSecond;
  private final int receivedNano;

  private long id;
  private boolean idWrong;
  private boolean simulated;
  private @Nullable DecisionKind kind;
  private @Nullable Target otherTarget;
  private long untilEpochSecond;
  private String problem = "";

  /** Remaining durations of the rows count from this instant. */
  WireRow(Instant received) {
    receivedSecond = received.getEpochSecond();
    receivedNano = received.getNano();
  }

  void clear() {
    duration.clear();
    origin.clear();
    scenario.clear();
    scope.clear();
    type.clear();
    value.clear();
    id = 0;
    idWrong = false;
    simulated = false;
  }

  /** Where the text of this field goes; null for a field that is no text, or does not matter. */
  @Nullable TextSlot text(WireField field) {
    return switch (field) {
      case DURATION -> duration;
      case ORIGIN -> origin;
      case SCENARIO -> scenario;
      case SCOPE -> scope;
      case TYPE -> type;
      case VALUE -> value;
      case ID, SIMULATED, UUID, UNKNOWN -> null;
    };
  }

  void id(long number) {
    id = number;
  }

  void idWrong() {
    idWrong = true;
  }

  void simulated() {
    simulated = true;
  }

  /** Whether the fields make a decision; if not, {@link #problem} says why. */
  boolean tryComplete() {
    return hasFields() && readUntil() && readTarget() && readKind();
  }

  /** One line: which value, and what was expected. */
  String problem() {
    return problem;
  }

  private boolean hasFields() {
    if (!value.isPresent()) {
      return refuse("'value' is missing or no text");
    }
    if (!scope.isPresent() || !type.isPresent() || !origin.isPresent() || !duration.isPresent()) {
      return refuse("'scope', 'type', 'origin' or 'duration' is missing or no text");
    }
    if (idWrong) {
      return refuse("'id' is not a whole number of 64 bits");
    }
    return !simulated || refuse("it is simulated");
  }

  private boolean readUntil() {
    try {
      untilEpochSecond = until(nanos());
      return true;
    } catch (IllegalArgumentException e) {
      return refuse("'" + Excerpt.of(duration) + "' is not a duration such as 3h59m57s");
    }
  }

  private long nanos() {
    return duration.isAscii()
        ? GoDuration.nanos(duration.bytes(), duration.start(), duration.end())
        : GoDuration.nanos(duration);
  }

  /** Rounded up, so that nothing ends before its time. */
  private long until(long nanos) {
    long nano = receivedNano + Math.floorMod(nanos, NANOS);
    long carry = nano == 0 ? 0 : nano > NANOS ? 2 : 1;
    return receivedSecond + Math.floorDiv(nanos, NANOS) + carry;
  }

  private boolean readTarget() {
    otherTarget = null;
    if (isWord(scope, "ip") || isWord(scope, "range")) {
      return (value.isAscii() && prefix.read(value.bytes(), value.start(), value.end()))
          || refuse("'" + Excerpt.of(value) + "' is not an IP address or prefix");
    }
    try {
      otherTarget = Target.of(Scope.of(scope.toString()), value.toString());
      return true;
    } catch (IllegalArgumentException e) {
      return refuse("'" + Excerpt.of(value) + "' is not of scope " + Excerpt.of(scope));
    }
  }

  private boolean readKind() {
    kind = kinds.of(type, origin, scenario);
    return true;
  }

  private boolean refuse(String reason) {
    problem = id == 0 ? reason : reason + " (id " + id + ")";
    return false;
  }

  private static boolean isWord(TextSlot text, String lowerCaseLetters) {
    if (text.length() != lowerCaseLetters.length()) {
      return false;
    }
    for (int i = 0; i < lowerCaseLetters.length(); i++) {
      if ((text.charAt(i) | 0x20) != lowerCaseLetters.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public DecisionKind kind() {
    if (kind == null) {
      throw new IllegalStateException("no row was read");
    }
    return kind;
  }

  @Override
  public boolean isAddress() {
    return otherTarget == null;
  }

  @Override
  public long high() {
    return prefix.high();
  }

  @Override
  public long low() {
    return prefix.low();
  }

  @Override
  public int bits() {
    return prefix.bits();
  }

  @Override
  public Target target() {
    return otherTarget != null ? otherTarget : new Target.Prefix(prefix.prefix());
  }

  @Override
  public long untilEpochSecond() {
    return untilEpochSecond;
  }
}
