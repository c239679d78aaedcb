package io.gatehouse.lapi.server;

import io.gatehouse.lapi.contract.DecisionStreamContract;
import io.gatehouse.lapi.contract.LapiUnderTest;

/** Our server under the contract. */
class OwnDecisionStreamTest extends DecisionStreamContract {
  @Override
  protected LapiUnderTest start() {
    return OwnLapi.start();
  }
}
