package io.gatehouse.lapi.server;

import io.gatehouse.lapi.contract.LapiUnderTest;
import io.gatehouse.lapi.contract.UsageMetricsContract;

/** Our server under the contract. */
class OwnUsageMetricsTest extends UsageMetricsContract {
  @Override
  protected LapiUnderTest start() {
    return OwnLapi.start();
  }
}
