package io.gatehouse.daemon.peer;

import io.gatehouse.lapi.contract.LapiUnderTest;
import io.gatehouse.lapi.contract.UsageMetricsContract;

/** Whether the contract tells what the real LAPI does. */
class DebianUsageMetricsIT extends UsageMetricsContract {
  @Override
  protected LapiUnderTest start() {
    return DebianLapi.start();
  }
}
