package io.gatehouse.daemon.peer;

import io.gatehouse.lapi.contract.BouncerKeysContract;
import io.gatehouse.lapi.contract.LapiUnderTest;

/** Whether the contract tells what the real LAPI does. */
class DebianBouncerKeysIT extends BouncerKeysContract {
  @Override
  protected LapiUnderTest start() {
    return DebianLapi.start();
  }
}
