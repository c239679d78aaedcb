package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.DesiredMeasures;
import java.util.Locale;

/**
 * How long it takes to put many elements in force, each fill into a new generation. Not a test: run
 * it under {@code unshare -n} with the number of elements and of fills.
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
      }
    }
  }
}
