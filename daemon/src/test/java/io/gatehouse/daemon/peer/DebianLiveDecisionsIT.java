package io.gatehouse.daemon.peer;

import io.gatehouse.lapi.contract.LapiUnderTest;
import io.gatehouse.lapi.contract.LiveDecisionsContract;

/** Whether the contract tells what the real LAPI does. */
class DebianLiveDecisionsIT extends LiveDecisionsContract {
  @Override
  protected LapiUnderTest start() {
    return DebianLapi.start();
  }
}
