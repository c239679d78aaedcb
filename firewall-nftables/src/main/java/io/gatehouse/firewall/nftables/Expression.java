package io.gatehouse.firewall.nftables;

import io.gatehouse.firewall.nftables.IpFamily.Direction;
import io.gatehouse.policy.Traffic.Protocol;
import java.util.Locale;

/** A part of a rule, read from left to right; {@code toString()} is how nft writes it. */
sealed interface Expression {

  /** Matches packets of the family; needed in tables of family {@code inet} only. */
  record OfFamily(IpFamily family) implements Expression {
    @Override
    public String toString() {
      return "meta nfproto " + (family == IpFamily.V4 ? "ipv4" : "ipv6");
    }
  }

  /** Which bits of a packet's address are looked up: all, or a prefix of them. */
  record Address(IpFamily family, Direction direction, int bits) {
    boolean isMasked() {
      return bits < 128;
    }

    @Override
    public String toString() {
      String address = family.keyword() + " " + direction.keyword();
      return isMasked() ? address + " & " + family.maskText(bits) : address;
    }
  }

  /** Matches packets whose address is in the set, or is not. */
  record InSet(Address address, String set, boolean inverted) implements Expression {
    @Override
    public String toString() {
      return address + (inverted ? " != @" : " @") + set;
    }
  }

  /** Counts the packet in the counter that the map has for its address. */
  record CountByMap(Address address, String map) implements Expression {
    @Override
    public String toString() {
      return "counter name " + address + " map @" + map;
    }
  }

  /** Counts the packet. */
  record Count(String counter) implements Expression {
    @Override
    public String toString() {
      return "counter name \"" + counter + "\"";
    }
  }

  /** Matches packets to the port. */
  record ToPort(Protocol protocol, int port) implements Expression {
    @Override
    public String toString() {
      return protocol.name().toLowerCase(Locale.ROOT) + " dport " + port;
    }
  }

  /** Lets this many packets a second through. */
  record Limit(int perSecond, int burst) implements Expression {
    @Override
    public String toString() {
      return "limit rate " + perSecond + "/second burst " + burst + " packets";
    }
  }

  /** Writes a line to the kernel log. */
  record Log(String prefix) implements Expression {
    @Override
    public String toString() {
      return "log prefix \"" + prefix + "\"";
    }
  }

  /** Refuses with an answer to the sender. */
  record Reject(Answer answer) implements Expression {
    /** enum nft_reject_types with the code of "port unreachable" in each. */
    enum Answer {
      ICMP(0, 3, "icmp port-unreachable"),
      ICMPV6(0, 4, "icmpv6 port-unreachable"),
      EITHER(2, 1, "icmpx port-unreachable");

      final int type;
      final int code;
      private final String text;

      Answer(int type, int code, String text) {
        this.type = type;
        this.code = code;
        this.text = text;
      }
    }

    @Override
    public String toString() {
      return "reject with " + answer.text;
    }
  }

  /** Ends the rule. */
  record Verdict(Kind kind, String chain) implements Expression {
    /** enum nf_verdict codes and enum nft_verdicts. */
    enum Kind {
      DROP(0),
      JUMP(-3),
      GOTO(-4),
      RETURN(-5);

      final int code;

      Kind(int code) {
        this.code = code;
      }
    }

    static final Verdict DROP = new Verdict(Kind.DROP, "");
    static final Verdict RETURN = new Verdict(Kind.RETURN, "");

    @Override
    public String toString() {
      return (kind.name().toLowerCase(Locale.ROOT) + " " + chain).strip();
    }
  }
}
