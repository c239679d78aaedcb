package io.gatehouse.firewall.nftables;

import io.gatehouse.firewall.nftables.Expression.Address;
import io.gatehouse.firewall.nftables.Nft.ElementAttribute;
import io.gatehouse.firewall.nftables.Nft.RuleAttribute;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.Traffic.Protocol;

/**
 * Writes a rule's expressions as the kernel's virtual machine takes them: each loads into, or looks
 * at, register 1. Attribute numbers are those of enum nft_*_attributes in linux/netfilter/
 * nf_tables.h, in the order of the calls.
 */
final class ExpressionWriter {
  private static final int REGISTER = 1;
  private static final int VERDICT_REGISTER = 0;
  private static final int NETWORK_HEADER = 1;
  private static final int TRANSPORT_HEADER = 2;
  private static final int META_NFPROTO = 15;
  private static final int META_L4PROTO = 16;
  private static final int DESTINATION_PORT_OFFSET = 2;
  private static final int LOOKUP_INVERTED = 1;

  private final NetlinkWriter to;

  ExpressionWriter(NetlinkWriter to) {
    this.to = to;
  }

  void write(Expression expression) {
    if (expression instanceof Expression.OfFamily is) {
      meta(META_NFPROTO);
      compareByte(is.family().number());
    } else if (expression instanceof Expression.InSet is) {
      load(is.address());
      lookup(is.set(), is.inverted());
    } else if (expression instanceof Expression.CountByMap count) {
      load(count.address());
      begin("objref").u32(3, REGISTER).text(4, count.map());
      end();
    } else if (expression instanceof Expression.Count count) {
      begin("objref").u32(1, Nft.ObjectAttribute.TYPE_COUNTER).text(2, count.counter());
      end();
    } else if (expression instanceof Expression.ToPort to) {
      port(to.protocol(), to.port());
    } else {
      writeEffect(expression);
    }
  }

  private void writeEffect(Expression expression) {
    if (expression instanceof Expression.Limit limit) {
      begin("limit").u64(1, limit.perSecond()).u64(2, 1).u32(3, limit.burst()).u32(4, 0);
      end();
    } else if (expression instanceof Expression.Log log) {
      begin("log").text(2, log.prefix());
      end();
    } else if (expression instanceof Expression.Reject reject) {
      begin("reject").u32(1, reject.answer().type).u8(2, reject.answer().code);
      end();
    } else if (expression instanceof Expression.Verdict verdict) {
      verdict(verdict);
    }
  }

  private void meta(int key) {
    begin("meta").u32(1, REGISTER).u32(2, key);
    end();
  }

  private void load(Address address) {
    IpFamily family = address.family();
    payload(NETWORK_HEADER, family.offset(address.direction()), family.addressBytes());
    if (address.isMasked()) {
      mask(family, address.bits());
    }
  }

  private void payload(int base, int offset, int bytes) {
    begin("payload").u32(1, REGISTER).u32(2, base).u32(3, offset).u32(4, bytes);
    end();
  }

  private void mask(IpFamily family, int bits) {
    begin("bitwise").u32(1, REGISTER).u32(2, REGISTER).u32(3, family.addressBytes());
    to.nest(4);
    family.write(to, ElementAttribute.DATA_VALUE, IpPrefix.highMask(bits), IpPrefix.lowMask(bits));
    to.endNest().nest(5);
    family.write(to, ElementAttribute.DATA_VALUE, 0, 0);
    to.endNest();
    end();
  }

  private void lookup(String set, boolean inverted) {
    begin("lookup").text(1, set).u32(2, REGISTER);
    if (inverted) {
      to.u32(5, LOOKUP_INVERTED);
    }
    end();
  }

  private void port(Protocol protocol, int port) {
    meta(META_L4PROTO);
    compareByte(protocol == Protocol.TCP ? 6 : 17);
    payload(TRANSPORT_HEADER, DESTINATION_PORT_OFFSET, 2);
    beginCompare().u16(ElementAttribute.DATA_VALUE, port);
    endCompare();
  }

  private void compareByte(int value) {
    beginCompare().u8(ElementAttribute.DATA_VALUE, value);
    endCompare();
  }

  private NetlinkWriter beginCompare() {
    return begin("cmp").u32(1, REGISTER).u32(2, 0).nest(3);
  }

  private void endCompare() {
    to.endNest();
    end();
  }

  private void verdict(Expression.Verdict verdict) {
    begin("immediate").u32(1, VERDICT_REGISTER).nest(2).nest(ElementAttribute.DATA_VERDICT);
    to.u32(1, verdict.kind().code);
    if (!verdict.chain().isEmpty()) {
      to.text(2, verdict.chain());
    }
    to.endNest().endNest();
    end();
  }

  private NetlinkWriter begin(String name) {
    return to.nest(RuleAttribute.LIST_ELEMENT)
        .text(RuleAttribute.EXPRESSION_NAME, name)
        .nest(RuleAttribute.EXPRESSION_DATA);
  }

  private void end() {
    to.endNest().endNest();
  }
}
