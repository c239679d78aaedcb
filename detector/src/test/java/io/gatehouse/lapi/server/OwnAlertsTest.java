package io.gatehouse.lapi.server;

import io.gatehouse.lapi.contract.AlertsContract;
import io.gatehouse.lapi.contract.LapiUnderTest;

/** Our server under the contract. */
class OwnAlertsTest extends AlertsContract {
  @Override
  protected LapiUnderTest start() {
    return OwnLapi.start();
  }
}
