package io.gatehouse.lapi.server;

import io.gatehouse.lapi.contract.LapiUnderTest;
import io.gatehouse.lapi.contract.LiveDecisionsContract;

/** Our server under the contract. */
class OwnLiveDecisionsTest extends LiveDecisionsContract {
  @Override
  protected LapiUnderTest start() {
    return OwnLapi.start();
  }
}
