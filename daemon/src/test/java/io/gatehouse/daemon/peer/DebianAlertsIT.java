package io.gatehouse.daemon.peer;

import io.gatehouse.lapi.contract.AlertsContract;
import io.gatehouse.lapi.contract.LapiUnderTest;

/** Whether the contract tells what the real LAPI does. */
class DebianAlertsIT extends AlertsContract {
  @Override
  protected LapiUnderTest start() {
    return DebianLapi.start();
  }
}
