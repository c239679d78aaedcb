package io.gatehouse.lapi.server;

import io.gatehouse.lapi.contract.LapiUnderTest;
import io.gatehouse.lapi.contract.WatchersContract;

/** Our server under the contract. */
class OwnWatchersTest extends WatchersContract {
  @Override
  protected LapiUnderTest start() {
    return OwnLapi.start();
  }
}
