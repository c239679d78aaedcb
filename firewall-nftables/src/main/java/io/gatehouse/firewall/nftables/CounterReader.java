package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.firewall.nftables.KernelReader.Counter;
import io.gatehouse.firewall.nftables.Layout.Place;
import io.gatehouse.firewall.nftables.OriginTallies.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads counters for metrics, from any thread, over a socket of its own. */
final class CounterReader implements AutoCloseable {
  private final Layout layout;
  private final KernelReader reader;

  /** Elements in force by counter; written by the loop. */
  private volatile List<Held> held = List.of();

  CounterReader(Layout layout, KernelReader reader) {
    this.layout = layout;
    this.reader = reader;
  }

  private record Held(String origin, IpFamily family, String counter, long elements) {}

  /** The generation is in force and holds what it says. */
  void publish(Generation generation) {
    held = generation.tallies().all().stream().map(CounterReader::held).toList();
  }

  private static Held held(Tally tally) {
    return new Held(tally.label(), tally.family(), tally.counter(), tally.elements());
  }

  /** Nothing is in force. */
  void clear() {
    held = List.of();
  }

  List<Counters> read() {
    List<Counters> all = new ArrayList<>();
    for (Place place : layout.places()) {
      Map<String, Counter> kernel = kernelCounters(place);
      if (!place.setOnly()) {
        all.add(counters("", place.family(), 0, kernel.get(place.processedCounter())));
      }
      held.stream()
          .filter(one -> one.family() == place.family())
          .map(o -> counters(o.origin(), o.family(), o.elements(), kernel.get(o.counter())))
          .forEach(all::add);
    }
    return all;
  }

  private Map<String, Counter> kernelCounters(Place place) {
    Map<String, Counter> byName = new HashMap<>();
    try {
      if (!place.setOnly()) {
        reader.counters(place.table()).forEach(counter -> byName.put(counter.name(), counter));
      }
    } catch (EnforcementException unanswered) {
      byName.clear();
    }
    return byName;
  }

  private static Counters counters(
      String origin, IpFamily family, long elements, @Nullable Counter counter) {
    return new Counters(
        origin,
        family.label(),
        elements,
        counter == null ? 0 : counter.packets(),
        counter == null ? 0 : counter.bytes());
  }

  @Override
  public void close() {
    reader.close();
  }
}
