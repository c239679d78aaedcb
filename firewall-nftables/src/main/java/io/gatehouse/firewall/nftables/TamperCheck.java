package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.firewall.nftables.KernelReader.FoundSet;
import io.gatehouse.firewall.nftables.Layout.Place;
import io.gatehouse.net.IpPrefix;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether a generation is still as the kernel acknowledged it, without reading a set out: do
 * the rules have the same handles, are the maps there with as many elements as they should have
 * (where the kernel counts), and is a random sample of the elements in them. Loop thread only.
 */
final class TamperCheck {
  /** An element that ends this soon may be gone already. */
  private static final long SECONDS_LEFT = 3;

  private final KernelReader reader;
  private final Layout layout;
  private final Tables tables;

  TamperCheck(KernelReader reader, Layout layout, Tables tables) {
    this.reader = reader;
    this.layout = layout;
    this.tables = tables;
  }

  boolean isIntact(
      Generation generation, boolean inForce, List<IpPrefix> guarded, long nowEpochSecond)
      throws EnforcementException {
    return (!inForce || tables.hasItsRules(generation))
        && hasItsMaps(generation)
        && hasItsGuards(guarded)
        && hasItsSample(generation, nowEpochSecond);
  }

  private boolean hasItsMaps(Generation generation) throws EnforcementException {
    for (BanMap map : generation.maps()) {
      Optional<FoundSet> set =
          map.isCreated() ? reader.set(map.place().table(), map.name()) : Optional.empty();
      if (map.isCreated() && !set.filter(found -> holds(found, map)).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /** The kernel counts ended elements that it has not freed; so fewer than ours is too few. */
  private static boolean holds(FoundSet found, BanMap map) {
    return found.elements().orElse(map.elements()) >= map.elements();
  }

  private boolean hasItsGuards(List<IpPrefix> guarded) throws EnforcementException {
    for (Place place : layout.managed()) {
      for (IpPrefix guard : guarded) {
        if (IpFamily.of(guard) == place.family() && !has(place, place.guardSet(), guard)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean has(Place place, String set, IpPrefix prefix) throws EnforcementException {
    return reader
        .element(place.table(), set, place.family(), prefix.high(), prefix.low())
        .isPresent();
  }

  private boolean hasItsSample(Generation generation, long nowEpochSecond)
      throws EnforcementException {
    return generation
        .sample()
        .all(
            nowEpochSecond + SECONDS_LEFT,
            (map, high, low) ->
                reader
                    .element(map.place().table(), map.name(), map.family(), high, low)
                    .isPresent());
  }
}
