package io.gatehouse.lapi.server;

import io.gatehouse.lapi.contract.DecisionDeletionContract;
import io.gatehouse.lapi.contract.LapiUnderTest;

/** Our server under the contract. */
class OwnDecisionDeletionTest extends DecisionDeletionContract {
  @Override
  protected LapiUnderTest start() {
    return OwnLapi.start();
  }
}
