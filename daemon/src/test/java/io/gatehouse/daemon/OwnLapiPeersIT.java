package io.gatehouse.daemon;

import io.gatehouse.daemon.peer.OperatedLapi;
import io.gatehouse.testing.TestHost;
import java.nio.file.Path;

/** Debian's programs on our LAPI: they must not notice. */
class OwnLapiPeersIT extends RealPeersIT {
  @Override
  OperatedLapi startLapi(TestHost host, Path files) {
    return RunningLapi.start(host, files);
  }
}
