package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.firewall.nftables.NetlinkReader.Attributes;
import io.gatehouse.firewall.nftables.NetlinkReader.Message;
import io.gatehouse.firewall.nftables.Nft.ChainAttribute;
import io.gatehouse.firewall.nftables.Nft.ElementAttribute;
import io.gatehouse.firewall.nftables.Nft.GenerationAttribute;
import io.gatehouse.firewall.nftables.Nft.ObjectAttribute;
import io.gatehouse.firewall.nftables.Nft.RuleAttribute;
import io.gatehouse.firewall.nftables.Nft.SetAttribute;
import io.gatehouse.firewall.nftables.Nft.TableAttribute;
import io.gatehouse.firewall.nftables.Ruleset.TableFamily;
import io.gatehouse.firewall.nftables.Ruleset.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Asks the kernel what is there. Elements are asked for by key only: a dump of a large set takes
 * quadratic time. Every answer is small. Thread-safe: one question at a time.
 */
final class KernelReader implements AutoCloseable {
  private static final int REQUEST_BYTES = 4096;

  private final NetlinkSocket socket;
  private final NetlinkWriter request = new NetlinkWriter(REQUEST_BYTES, 1);

  private KernelReader(NetlinkSocket socket) {
    this.socket = socket;
  }

  static KernelReader open() throws EnforcementException {
    return new KernelReader(NetlinkSocket.open(REQUEST_BYTES));
  }

  /** A counter object. */
  record Counter(String name, long packets, long bytes) {}

  /** A chain; hook and priority absent where it is only jumped to. */
  record FoundChain(String name, OptionalInt hook, OptionalInt priority) {}

  /**
   * The ruleset's generation, one more for each transaction of anybody in this network namespace.
   */
  synchronized int generation() throws EnforcementException {
    begin(Nft.Message.GET_GENERATION, 0, 0).end();
    return ask("reading the ruleset's generation")
        .get(0)
        .attributes()
        .u32(GenerationAttribute.ID)
        .orElseThrow();
  }

  synchronized boolean hasTable(TableName table) throws EnforcementException {
    begin(Nft.Message.GET_TABLE, 0, table.family().number())
        .text(TableAttribute.NAME, table.name())
        .end();
    return isThere("looking for table " + table);
  }

  synchronized List<FoundChain> chains(TableName table) throws EnforcementException {
    begin(Nft.Message.GET_CHAIN, Netlink.DUMP, table.family().number()).end();
    List<FoundChain> chains = new ArrayList<>();
    for (Message message : ask("listing the chains of " + table)) {
      Attributes chain = message.attributes();
      if (isOf(table, message, chain.text(ChainAttribute.TABLE))) {
        Attributes hook = chain.nested(ChainAttribute.HOOK);
        chains.add(
            new FoundChain(
                chain.text(ChainAttribute.NAME).orElse(""),
                hook.u32(ChainAttribute.HOOK_NUMBER),
                hook.u32(ChainAttribute.HOOK_PRIORITY)));
      }
    }
    return chains;
  }

  /** The handles of a chain's rules, in order. */
  synchronized List<Long> rules(TableName table, String chain) throws EnforcementException {
    begin(Nft.Message.GET_RULE, Netlink.DUMP, table.family().number())
        .text(RuleAttribute.TABLE, table.name())
        .text(RuleAttribute.CHAIN, chain)
        .end();
    List<Long> handles = new ArrayList<>();
    for (Message message : ask("listing the rules of " + table + " " + chain)) {
      Attributes rule = message.attributes();
      if (rule.text(RuleAttribute.CHAIN).filter(chain::equals).isPresent()) {
        handles.add(rule.u64(RuleAttribute.HANDLE));
      }
    }
    return handles;
  }

  /** The names of a table's sets and maps. */
  synchronized List<String> sets(TableName table) throws EnforcementException {
    begin(Nft.Message.GET_SET, Netlink.DUMP, table.family().number())
        .text(SetAttribute.TABLE, table.name())
        .end();
    List<String> names = new ArrayList<>();
    for (Message message : askOrNothing("listing the sets of " + table)) {
      Attributes set = message.attributes();
      if (isOf(table, message, set.text(SetAttribute.TABLE))) {
        set.text(SetAttribute.NAME).ifPresent(names::add);
      }
    }
    return names;
  }

  /**
   * A set.
   *
   * @param elements ended ones that the kernel has not freed included; absent where it does not
   *     tell (Linux before 6.16 or so)
   */
  record FoundSet(int flags, int keyBytes, OptionalLong elements) {
    boolean expires() {
      return (flags & SetAttribute.FLAG_TIMEOUT) != 0;
    }

    boolean isInterval() {
      return (flags & SetAttribute.FLAG_INTERVAL) != 0;
    }
  }

  synchronized Optional<FoundSet> set(TableName table, String name) throws EnforcementException {
    begin(Nft.Message.GET_SET, 0, table.family().number())
        .text(SetAttribute.TABLE, table.name())
        .text(SetAttribute.NAME, name)
        .end();
    List<Message> answer = askOrNothing("reading set " + table + " " + name);
    return answer.isEmpty() ? Optional.empty() : Optional.of(found(answer.get(0).attributes()));
  }

  private static FoundSet found(Attributes set) {
    OptionalInt count = set.u32(SetAttribute.COUNT);
    return new FoundSet(
        set.u32(SetAttribute.FLAGS).orElse(0),
        set.u32(SetAttribute.KEY_LENGTH).orElse(0),
        count.isPresent() ? OptionalLong.of(count.getAsInt() & 0xFFFFFFFFL) : OptionalLong.empty());
  }

  /** The timeout of an element in milliseconds, 0 if it has none; empty if it is not there. */
  synchronized OptionalLong element(
      TableName table, String set, IpFamily family, long high, long low)
      throws EnforcementException {
    begin(Nft.Message.GET_ELEMENTS, 0, table.family().number())
        .text(ElementAttribute.LIST_TABLE, table.name())
        .text(ElementAttribute.LIST_SET, set)
        .nest(ElementAttribute.LIST_ELEMENTS)
        .nest(ElementAttribute.LIST_ELEMENT)
        .nest(ElementAttribute.KEY);
    family.write(request, ElementAttribute.DATA_VALUE, high, low);
    request.endNest().endNest().endNest().end();
    List<Message> answer = askOrNothing("reading an element of " + table + " " + set);
    if (answer.isEmpty()) {
      return OptionalLong.empty();
    }
    Attributes elements = answer.get(0).attributes().nested(ElementAttribute.LIST_ELEMENTS);
    return OptionalLong.of(
        elements.nested(ElementAttribute.LIST_ELEMENT).u64(ElementAttribute.TIMEOUT_MILLIS));
  }

  synchronized List<Counter> counters(TableName table) throws EnforcementException {
    begin(Nft.Message.GET_OBJECT, Netlink.DUMP, table.family().number())
        .text(ObjectAttribute.TABLE, table.name())
        .u32(ObjectAttribute.TYPE, ObjectAttribute.TYPE_COUNTER)
        .end();
    List<Counter> counters = new ArrayList<>();
    for (Message message : askOrNothing("reading the counters of " + table)) {
      Attributes object = message.attributes();
      if (isOf(table, message, object.text(ObjectAttribute.TABLE))) {
        Attributes data = object.nested(ObjectAttribute.DATA);
        counters.add(
            new Counter(
                object.text(ObjectAttribute.NAME).orElse(""),
                data.u64(ObjectAttribute.COUNTER_PACKETS),
                data.u64(ObjectAttribute.COUNTER_BYTES)));
      }
    }
    return counters;
  }

  private static boolean isOf(TableName table, Message message, Optional<String> name) {
    return message.family() == table.family().number()
        && name.filter(table.name()::equals).isPresent();
  }

  /** The first family whose table of this name can hold the addresses. */
  Optional<TableName> tableFor(IpFamily family, String name) throws EnforcementException {
    for (TableFamily tableFamily : List.of(TableFamily.of(family), TableFamily.INET)) {
      TableName table = new TableName(tableFamily, name);
      if (hasTable(table)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  private NetlinkWriter begin(int message, int flags, int family) {
    int answered = (flags & Netlink.DUMP) == 0 ? Netlink.ACK : 0;
    return request.clear().begin(message, flags | answered, family);
  }

  private boolean isThere(String attempt) throws EnforcementException {
    return !askOrNothing(attempt).isEmpty();
  }

  /** What is not there is an empty answer. */
  private List<Message> askOrNothing(String attempt) throws EnforcementException {
    try {
      return ask(attempt);
    } catch (EnforcementException refused) {
      if (refused.code().filter(Errno.ENOENT.name()::equals).isPresent()) {
        return List.of();
      }
      throw refused;
    }
  }

  private List<Message> ask(String attempt) throws EnforcementException {
    return socket.request(request, attempt);
  }

  @Override
  public synchronized void close() {
    socket.close();
  }
}
