package io.gatehouse.daemon;

import io.gatehouse.daemon.peer.OperatedLapi;
import io.gatehouse.testing.TestHost;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our firewall on our LAPI: all that holds on CrowdSec's, and the Unix socket. */
@Tag("netns")
class OwnLapiFirewallIT extends RealFirewallIT {
  @Override
  OperatedLapi startLapi(TestHost host, Path files) {
    return RunningLapi.start(host, files);
  }

  @Test
  void follows_bans_and_unbans_through_the_unix_socket() {
    RunningLapi lapi = (RunningLapi) lapi();
    String key = lapi.addBouncer("through-socket");
    lapi.ban(CLIENT, "4h");

    try (RunningFirewall firewall =
        RunningFirewall.start(
            pair().guarded(), directory(), lapi.uri(), key, "api_url: " + lapi.socket())) {
      awaitDropped(firewall, CLIENT);

      lapi.delete(CLIENT);
      awaitPassed(firewall, CLIENT);
    }
  }
}
