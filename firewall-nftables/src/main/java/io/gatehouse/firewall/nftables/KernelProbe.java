package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.firewall.nftables.Layout.Place;
import io.gatehouse.firewall.nftables.Nft.TableAttribute;
import io.gatehouse.firewall.nftables.Ruleset.NamedSet;
import io.gatehouse.firewall.nftables.Ruleset.SetKind;
import io.gatehouse.firewall.nftables.Ruleset.TableFamily;
import io.gatehouse.firewall.nftables.Ruleset.TableName;
import io.gatehouse.net.IpAddress;
import io.gatehouse.policy.Traffic;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds out what the kernel can do. The scratch table has no chain, so that no packet ever meets
 * it, and is gone when the probe returns.
 */
final class KernelProbe {
  private static final String SET = "probe";
  private static final IpAddress ADDRESS = IpAddress.parse("192.0.2.1");
  private static final long SHORT_MILLIS = 3_600_000;

  private final NetlinkSocket socket;
  private final KernelReader reader;
  private final NetlinkWriter batch = new NetlinkWriter(16 * 1024, 1);
  private final TableName scratch =
      new TableName(TableFamily.IP, "gatehouse-probe-" + ProcessHandle.current().pid());

  KernelProbe(NetlinkSocket socket, KernelReader reader) {
    this.socket = socket;
    this.reader = reader;
  }

  /**
   * @throws EnforcementException if the kernel does not let us use nf_tables at all
   */
  KernelFeatures probe() throws EnforcementException {
    boolean destroys = succeeds(this::destroyTable);
    boolean owns = succeeds(this::ownedTable);
    // owned without persisting: the kernel removes it should we be killed now
    if (!succeeds(to -> prepare(to, TableAttribute.FLAG_OWNER))) {
      require(to -> prepare(to, 0));
    }
    try {
      require(to -> element(to, 2 * SHORT_MILLIS));
      long timeout =
          reader
              .element(scratch, SET, IpFamily.V4, ADDRESS.high(), ADDRESS.low())
              .orElse(SHORT_MILLIS);
      return new KernelFeatures(destroys, owns, timeout > SHORT_MILLIS);
    } finally {
      require(to -> new RulesetWriter(to).deleteTable(scratch));
    }
  }

  private void destroyTable(NetlinkWriter to) {
    to.begin(Nft.Message.DESTROY_TABLE, 0, scratch.family().number())
        .text(TableAttribute.NAME, scratch.name())
        .end();
  }

  /** Made and removed in one transaction. */
  private void ownedTable(NetlinkWriter to) {
    RulesetWriter ruleset = new RulesetWriter(to);
    ruleset.createTable(scratch, TableAttribute.FLAG_OWNER | TableAttribute.FLAG_PERSIST);
    ruleset.deleteTable(scratch);
  }

  /** Deleted first, whether it was there or not. */
  private void prepare(NetlinkWriter to, int flags) {
    RulesetWriter ruleset = new RulesetWriter(to);
    ruleset.createTable(scratch, flags);
    ruleset.deleteTable(scratch);
    ruleset.createTable(scratch, flags);
    ruleset.createSet(scratch, new NamedSet(SET, IpFamily.V4, SetKind.EXPIRING, 0, 0));
    element(to, SHORT_MILLIS);
  }

  private void element(NetlinkWriter to, long timeoutMillis) {
    ElementBatch elements = new ElementBatch(1);
    Place place = new Place(IpFamily.V4, scratch, true, SET, List.of());
    BanMap set = new BanMap(new BanMap.Key(IpFamily.V4, 128, Traffic.ALL), place, SET);
    elements.add(set, ADDRESS.high(), ADDRESS.low(), OriginTallies.NONE, timeoutMillis);
    elements.write(to, true, false);
  }

  private boolean succeeds(Consumer<NetlinkWriter> messages) throws EnforcementException {
    return errors(messages).isEmpty();
  }

  private void require(Consumer<NetlinkWriter> messages) throws EnforcementException {
    List<KernelError> errors = errors(messages);
    if (!errors.isEmpty()) {
      throw Errno.refused("trying what the kernel can do", errors.get(0));
    }
  }

  private List<KernelError> errors(Consumer<NetlinkWriter> messages) throws EnforcementException {
    batch.clear().beginBatch();
    messages.accept(batch);
    return socket.transact(batch.endBatch());
  }
}
