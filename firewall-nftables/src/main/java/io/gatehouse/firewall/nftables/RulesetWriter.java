package io.gatehouse.firewall.nftables;

import io.gatehouse.firewall.nftables.Nft.ChainAttribute;
import io.gatehouse.firewall.nftables.Nft.ElementAttribute;
import io.gatehouse.firewall.nftables.Nft.Message;
import io.gatehouse.firewall.nftables.Nft.ObjectAttribute;
import io.gatehouse.firewall.nftables.Nft.RuleAttribute;
import io.gatehouse.firewall.nftables.Nft.SetAttribute;
import io.gatehouse.firewall.nftables.Nft.TableAttribute;
import io.gatehouse.firewall.nftables.Ruleset.Chain;
import io.gatehouse.firewall.nftables.Ruleset.Hook;
import io.gatehouse.firewall.nftables.Ruleset.NamedSet;
import io.gatehouse.firewall.nftables.Ruleset.Rule;
import io.gatehouse.firewall.nftables.Ruleset.SetKind;
import io.gatehouse.firewall.nftables.Ruleset.TableName;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.util.List;

/** Writes the messages that make, change and remove the parts of a {@link Ruleset}. */
final class RulesetWriter {
  private static final int POLICY_ACCEPT = 1;
  private static final int INTERVALS_PER_MESSAGE = 500;

  private final NetlinkWriter to;
  private int setId;

  RulesetWriter(NetlinkWriter to) {
    this.to = to;
  }

  /** Creates the table, or claims it where it is there. */
  void createTable(TableName table, int flags) {
    to.begin(Message.NEW_TABLE, Netlink.CREATE, table.family().number())
        .text(TableAttribute.NAME, table.name())
        .u32(TableAttribute.FLAGS, flags)
        .end();
  }

  void deleteTable(TableName table) {
    to.begin(Message.DELETE_TABLE, 0, table.family().number())
        .text(TableAttribute.NAME, table.name())
        .end();
  }

  void createCounter(TableName table, String name) {
    begin(Message.NEW_OBJECT, Netlink.CREATE, table)
        .text(ObjectAttribute.NAME, name)
        .u32(ObjectAttribute.TYPE, ObjectAttribute.TYPE_COUNTER)
        .nest(ObjectAttribute.DATA)
        .endNest()
        .end();
  }

  void deleteCounter(TableName table, String name) {
    begin(Message.DELETE_OBJECT, 0, table)
        .text(ObjectAttribute.NAME, name)
        .u32(ObjectAttribute.TYPE, ObjectAttribute.TYPE_COUNTER)
        .end();
  }

  void createSet(TableName table, NamedSet set) {
    begin(Message.NEW_SET, Netlink.CREATE, table)
        .text(SetAttribute.NAME, set.name())
        .u32(SetAttribute.FLAGS, flags(set.kind()))
        .u32(SetAttribute.KEY_TYPE, set.family().keyType())
        .u32(SetAttribute.KEY_LENGTH, set.family().addressBytes());
    if (set.kind() == SetKind.COUNTING_MAP) {
      to.u32(SetAttribute.OBJECT_TYPE, ObjectAttribute.TYPE_COUNTER);
    }
    to.u32(SetAttribute.ID, ++setId);
    if (set.gcIntervalMillis() > 0) {
      to.u32(SetAttribute.GC_INTERVAL_MILLIS, set.gcIntervalMillis());
    }
    if (set.size() > 0) {
      to.nest(SetAttribute.DESCRIPTION).u32(SetAttribute.DESCRIPTION_SIZE, set.size()).endNest();
    }
    to.end();
  }

  private static int flags(SetKind kind) {
    return switch (kind) {
      case COUNTING_MAP -> SetAttribute.FLAG_OBJECT | SetAttribute.FLAG_TIMEOUT;
      case EXPIRING -> SetAttribute.FLAG_TIMEOUT;
      case INTERVALS -> SetAttribute.FLAG_INTERVAL;
    };
  }

  void deleteSet(TableName table, String name) {
    begin(Message.DELETE_SET, 0, table).text(SetAttribute.NAME, name).end();
  }

  /** Takes every element out of a set. */
  void flushSet(TableName table, String name) {
    begin(Message.DELETE_ELEMENTS, 0, table).text(ElementAttribute.LIST_SET, name).end();
  }

  /** Makes an interval set hold exactly these prefixes, which must be disjoint. */
  void replaceIntervals(TableName table, String set, List<IpPrefix> prefixes) {
    flushSet(table, set);
    for (int from = 0; from < prefixes.size(); from += INTERVALS_PER_MESSAGE) {
      int end = Math.min(from + INTERVALS_PER_MESSAGE, prefixes.size());
      addIntervals(table, set, prefixes.subList(from, end));
    }
  }

  private void addIntervals(TableName table, String set, List<IpPrefix> prefixes) {
    begin(Message.NEW_ELEMENTS, Netlink.CREATE, table).text(ElementAttribute.LIST_SET, set);
    to.nest(ElementAttribute.LIST_ELEMENTS);
    prefixes.forEach(this::interval);
    to.endNest().end();
  }

  /** The first address, and as a mark the first one after; the family's last address has none. */
  private void interval(IpPrefix prefix) {
    IpFamily family = IpFamily.of(prefix);
    endpoint(family, prefix.high(), prefix.low(), 0);
    IpAddress last = prefix.last();
    boolean familyEnds =
        family == IpFamily.V4 ? (int) last.low() == -1 : last.high() == -1 && last.low() == -1;
    if (!familyEnds) {
      long low = last.low() + 1;
      long high = low == 0 ? last.high() + 1 : last.high();
      endpoint(family, high, low, ElementAttribute.FLAG_INTERVAL_END);
    }
  }

  private void endpoint(IpFamily family, long high, long low, int flags) {
    to.nest(ElementAttribute.LIST_ELEMENT).nest(ElementAttribute.KEY);
    family.write(to, ElementAttribute.DATA_VALUE, high, low);
    to.endNest();
    if (flags != 0) {
      to.u32(ElementAttribute.FLAGS, flags);
    }
    to.endNest();
  }

  /** Creates the chain, without its rules. */
  void createChain(TableName table, Chain chain) {
    begin(Message.NEW_CHAIN, Netlink.CREATE, table).text(ChainAttribute.NAME, chain.name());
    chain.hook().ifPresent(hook -> hook(hook, chain.priority()));
    to.end();
  }

  private void hook(Hook hook, int priority) {
    to.nest(ChainAttribute.HOOK)
        .u32(ChainAttribute.HOOK_NUMBER, hook.number())
        .u32(ChainAttribute.HOOK_PRIORITY, priority)
        .endNest()
        .u32(ChainAttribute.POLICY, POLICY_ACCEPT)
        .text(ChainAttribute.TYPE, "filter");
  }

  void deleteChain(TableName table, String name) {
    begin(Message.DELETE_CHAIN, 0, table).text(ChainAttribute.NAME, name).end();
  }

  /** Takes every rule out of a chain. */
  void flushChain(TableName table, String name) {
    begin(Message.DELETE_RULE, 0, table).text(RuleAttribute.CHAIN, name).end();
  }

  void appendRule(TableName table, String chain, Rule rule) {
    begin(Message.NEW_RULE, Netlink.CREATE | Netlink.APPEND, table)
        .text(RuleAttribute.CHAIN, chain)
        .nest(RuleAttribute.EXPRESSIONS);
    ExpressionWriter expressions = new ExpressionWriter(to);
    rule.expressions().forEach(expressions::write);
    to.endNest().end();
  }

  /** In every message but the table's own, attribute 1 is the table's name. */
  private NetlinkWriter begin(int message, int flags, TableName table) {
    return to.begin(message, flags, table.family().number())
        .text(TableAttribute.NAME, table.name());
  }
}
