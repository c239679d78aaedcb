package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.firewall.nftables.Layout.Place;
import io.gatehouse.firewall.nftables.Ruleset.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of ours is in the kernel, whether or not an enforcer runs: for an operator to look at and to
 * remove.
 */
public final class NftablesInventory {
  private static final int BATCH_BYTES = 64 * 1024;

  private NftablesInventory() {}

  /**
   * A set or map.
   *
   * @param table family and name
   * @param elements with those that have ended and are not freed yet; absent where the kernel does
   *     not count (Linux before 6.16)
   * @param inForce whether our rules look at packets in the table; empty where the rules are the
   *     operator's
   */
  public record Found(String table, String set, OptionalLong elements, Optional<Boolean> inForce) {}

  /**
   * Lists what is there; empty if nothing is. Changes nothing and needs CAP_NET_ADMIN.
   *
   * @throws EnforcementException if the kernel does not answer
   */
  public static List<Found> list(NftablesConfig config) throws EnforcementException {
    List<Found> found = new ArrayList<>();
    Layout layout = Layout.of(config);
    try (KernelReader reader = KernelReader.open()) {
      for (TableName table : layout.managedTables()) {
        if (reader.hasTable(table)) {
          addManaged(found, reader, layout, table);
        }
      }
      for (Place place : layout.places()) {
        if (place.setOnly()) {
          addForeign(found, reader, place);
        }
      }
    }
    return List.copyOf(found);
  }

  private static void addManaged(
      List<Found> found, KernelReader reader, Layout layout, TableName table)
      throws EnforcementException {
    TableState state = TableState.read(reader, layout, table);
    boolean inForce = false;
    for (KernelReader.FoundChain chain : state.chains()) {
      inForce |= !reader.rules(table, chain.name()).isEmpty();
    }
    for (String set : state.sets()) {
      found.add(found(reader, table, set, Optional.of(inForce)));
    }
  }

  private static void addForeign(List<Found> found, KernelReader reader, Place place)
      throws EnforcementException {
    Optional<TableName> table = reader.tableFor(place.family(), place.table().name());
    if (table.isPresent() && reader.set(table.get(), place.set()).isPresent()) {
      found.add(found(reader, table.get(), place.set(), Optional.empty()));
    }
  }

  private static Found found(
      KernelReader reader, TableName table, String set, Optional<Boolean> inForce)
      throws EnforcementException {
    OptionalLong elements =
        reader.set(table, set).map(KernelReader.FoundSet::elements).orElse(OptionalLong.empty());
    return new Found(table.toString(), set, elements, inForce);
  }

  /**
   * Removes our tables, and empties the sets of set-only mode: nothing is enforced afterwards.
   *
   * @return what was removed or emptied, as {@code table inet gatehouse}
   * @throws EnforcementException with EPERM while another process owns the tables: it is to be
   *     stopped first
   */
  public static List<String> release(NftablesConfig config) throws EnforcementException {
    KernelFeatures none = new KernelFeatures(false, false, false);
    try (KernelReader reader = KernelReader.open();
        NetlinkSocket socket = NetlinkSocket.open(BATCH_BYTES)) {
      Transactions transactions = new Transactions(socket, none, reader.generation());
      return remove(Layout.of(config), transactions, reader);
    }
  }

  static List<String> remove(Layout layout, Transactions transactions, KernelReader reader)
      throws EnforcementException {
    List<String> removed = new ArrayList<>();
    for (TableName table : layout.managedTables()) {
      if (reader.hasTable(table)) {
        transactions.commit("removing table " + table, to -> to.deleteTable(table));
        removed.add("table " + table);
      }
    }
    for (Place place : layout.places()) {
      if (place.setOnly()) {
        empty(place, transactions, reader).ifPresent(removed::add);
      }
    }
    return List.copyOf(removed);
  }

  private static Optional<String> empty(Place place, Transactions transactions, KernelReader reader)
      throws EnforcementException {
    Optional<TableName> table = reader.tableFor(place.family(), place.table().name());
    if (table.isEmpty() || reader.set(table.get(), place.set()).isEmpty()) {
      return Optional.empty();
    }
    String name = table.get() + " " + place.set();
    transactions.commit("emptying set " + name, to -> to.flushSet(table.get(), place.set()));
    return Optional.of("elements of set " + name);
  }
}
