package io.gatehouse.challenge;

import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How hard the next puzzle is: as hard as is set, and a bit harder (twice the work) each time that
 * the passes worked for at one address in ten minutes double beyond a handful. So a machine that
 * collects passes pays ever more for each, up to a limit that a person can still bear. Thread-safe.
 */
final class Difficulty {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int CAPACITY = 50_000;

  private final PowSettings settings;
  private final ExpiringMap<IpPrefix, Count> solved;

  private static final class Count {
    private int value;
  }

  Difficulty(PowSettings settings, InstantSource time) {
    this.settings = settings;
    this.solved = new ExpiringMap<>(time, WINDOW, CAPACITY, gone -> {});
  }

  /** The puzzle for a visit. */
  Puzzle puzzle(Visit visit, PassLevel required) {
    int standIn = required == PassLevel.CAPTCHA ? settings.captchaExtraBits() : 0;
    int bits = settings.bits() + standIn + extraBits(key(visit));
    return new Puzzle(
        Math.min(bits, Math.max(settings.mostBits(), settings.bits())), settings.rounds());
  }

  private synchronized int extraBits(IpPrefix address) {
    Count count = solved.get(address);
    int times = count == null ? 0 : count.value / settings.passesBeforeHarder();
    return Integer.SIZE - Integer.numberOfLeadingZeros(times);
  }

  synchronized void noteSolved(Visit visit) {
    solved.getOrMake(key(visit), Count::new).value++;
  }

  private static IpPrefix key(Visit visit) {
    return AttemptLimit.key(visit);
  }
}
