package io.gatehouse.daemon.peer;

import io.gatehouse.lapi.contract.DecisionDeletionContract;
import io.gatehouse.lapi.contract.LapiUnderTest;

/** Whether the contract tells what the real LAPI does. */
class DebianDecisionDeletionIT extends DecisionDeletionContract {
  @Override
  protected LapiUnderTest start() {
    return DebianLapi.start();
  }
}
