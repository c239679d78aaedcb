package io.gatehouse.firewall.nftables;

/**
 * What the running kernel can do beyond Linux 5.10, found out by trying ({@link KernelProbe}).
 *
 * @param destroys deletes what need not be there (6.3)
 * @param ownsTables keeps others from changing our tables, and keeps them when we are gone (6.9)
 * @param updatesTimeouts adding an element that is there gives it the new end (6.12)
 */
record KernelFeatures(boolean destroys, boolean ownsTables, boolean updatesTimeouts) {

  /** Flags for a new table. */
  int tableFlags(boolean own) {
    return own && ownsTables ? Nft.TableAttribute.FLAG_OWNER | Nft.TableAttribute.FLAG_PERSIST : 0;
  }
}
