package io.gatehouse.firewall.nftables;

/** Numbers of linux/netlink.h and linux/netfilter/nfnetlink.h. */
final class Netlink {
  /** Length of struct nlmsghdr. */
  static final int HEADER_BYTES = 16;

  /** Length of struct nfgenmsg. */
  static final int NFGEN_BYTES = 4;

  /** A nest's length is a u16, its own header included. */
  static final int MAX_NEST_BYTES = 65_535;

  static final int SUBSYSTEM_NFTABLES = 10;

  static final int REQUEST = 0x1;
  static final int ACK = 0x4;
  static final int DUMP = 0x300;
  static final int CREATE = 0x400;
  static final int APPEND = 0x800;

  /** In an error reply: the request is not echoed. */
  static final int CAPPED = 0x100;

  /** In an error reply: attributes follow. */
  static final int ACK_TLVS = 0x200;

  /** In a dump: the kernel's lists changed under it. */
  static final int DUMP_INTERRUPTED = 0x10;

  static final int TYPE_ERROR = 2;
  static final int TYPE_DONE = 3;
  static final int BATCH_BEGIN = 16;
  static final int BATCH_END = 17;

  /** NLMSGERR_ATTR_MSG, NLMSGERR_ATTR_OFFS. */
  static final int ERROR_TEXT = 1;

  static final int ERROR_OFFSET = 2;

  /** NLA_F_NESTED. */
  static final int NESTED = 0x8000;

  /** NLA_TYPE_MASK: without the nested and byte order flags. */
  static final int TYPE_MASK = 0x3FFF;

  private Netlink() {}

  static int align(int bytes) {
    return (bytes + 3) & ~3;
  }
}
