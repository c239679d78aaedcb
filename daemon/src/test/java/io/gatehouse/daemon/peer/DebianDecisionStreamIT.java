package io.gatehouse.daemon.peer;

import io.gatehouse.lapi.contract.DecisionStreamContract;
import io.gatehouse.lapi.contract.LapiUnderTest;

/** Whether the contract tells what the real LAPI does. */
class DebianDecisionStreamIT extends DecisionStreamContract {
  @Override
  protected LapiUnderTest start() {
    return DebianLapi.start();
  }
}
