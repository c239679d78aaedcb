package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.DesiredMeasures;
import io.gatehouse.enforce.EnforcementException;
import java.util.Locale;

/**
 * How long it takes to put many elements in force, each fill into a new generation, and some more.
 * Not a test: run it under {@code unshare -n} with the number of elements and of fills.
 */
final class FillMeasurement {
  private FillMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int fills = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    for (int i = 0; i < fills; i++) {
      long opening = System.nanoTime();
      try (NftablesEnforcer enforcer = NftablesEnforcer.open(NftablesConfig.builder().build())) {
        long start = System.nanoTime();
        DesiredMeasures desired = new ManyMeasures(count);
        enforcer.execute(enforcer.plan(desired, enforcer.observe()));
        System.out.printf(
            Locale.ROOT,
            "%,d elements: open %.0f ms, fill and put in force %.0f ms%n",
            count,
            (start - opening) / 1e6,
            (System.nanoTime() - start) / 1e6);
        measureChanges(enforcer, count);
      }
    }
  }

  private static void measureChanges(NftablesEnforcer enforcer, int count)
      throws EnforcementException {
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      DesiredMeasures desired = new ManyMeasures(count + i * 1000).growingBy(1000);
      enforcer.execute(enforcer.plan(desired, enforcer.observe()));
      long changed = System.nanoTime();
      enforcer.observe();
      System.out.printf(
          Locale.ROOT,
          "1,000 more: %.2f ms; observation %.3f ms%n",
          (changed - start) / 1e6,
          (System.nanoTime() - changed) / 1e6);
    }
  }
}
