package io.gatehouse.lapi.server;

import io.gatehouse.lapi.contract.BouncerKeysContract;
import io.gatehouse.lapi.contract.LapiUnderTest;

/** Our server under the contract. */
class OwnBouncerKeysTest extends BouncerKeysContract {
  @Override
  protected LapiUnderTest start() {
    return OwnLapi.start();
  }
}
