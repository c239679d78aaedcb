package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.EnforcementException.Outlook;
import io.gatehouse.firewall.nftables.Ruleset.TableFamily;
import io.gatehouse.firewall.nftables.Ruleset.TableName;
import io.gatehouse.testing.NetworkNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("netns")
class NetlinkSocketTest {
  private static final int BATCH_BYTES = 256 * 1024;
  private static final TableName ABSENT = new TableName(TableFamily.IP, "absent");

  @RegisterExtension final NetworkNamespace namespace = new NetworkNamespace();

  private final NetlinkWriter batch = new NetlinkWriter(BATCH_BYTES, 1);

  @Test
  void answers_that_were_lost_are_told_and_the_next_exchange_works() throws EnforcementException {
    try (NetlinkSocket socket = NetlinkSocket.open(BATCH_BYTES, 1)) {
      deleteAbsent(1_000);
      assertThatThrownBy(() -> socket.transact(batch))
          .isInstanceOfSatisfying(
              EnforcementException.class, e -> assertThat(e.outlook()).isEqualTo(Outlook.RETRY))
          .hasMessageContaining("ENOBUFS");

      deleteAbsent(1);
      assertThat(socket.transact(batch))
          .singleElement()
          .matches(error -> Errno.ENOENT.is(error.errno()));
    }
  }

  private void deleteAbsent(int times) {
    batch.clear().beginBatch();
    for (int i = 0; i < times; i++) {
      new RulesetWriter(batch).deleteTable(ABSENT);
    }
    batch.endBatch();
  }
}
