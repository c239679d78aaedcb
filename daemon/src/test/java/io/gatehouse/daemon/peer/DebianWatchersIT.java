package io.gatehouse.daemon.peer;

import io.gatehouse.lapi.contract.LapiUnderTest;
import io.gatehouse.lapi.contract.WatchersContract;

/** Whether the contract tells what the real LAPI does. */
class DebianWatchersIT extends WatchersContract {
  @Override
  protected LapiUnderTest start() {
    return DebianLapi.start();
  }
}
