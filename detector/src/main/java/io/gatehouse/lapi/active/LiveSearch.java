package io.gatehouse.lapi.active;

import io.gatehouse.net.IpPrefix;
import io.gatehouse.net.PrefixReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Finds what is live at a moment: for an address or a value through the index, a lookup for each
 * length of prefix that occurs; else by going through all rows.
 */
final class LiveSearch {
  private final Snapshot snapshot;
  private final Rows rows;
  private final DecisionFilter filter;
  private final Visibility visibility;
  private final long nowMillis;
  private final RowSet found = new RowSet();

  private LiveSearch(Snapshot snapshot, DecisionFilter filter, Instant now) {
    this.snapshot = snapshot;
    this.rows = snapshot.rows();
    this.filter = filter;
    this.visibility = new Visibility(rows, filter);
    this.nowMillis = now.toEpochMilli();
  }

  static RowSet of(Snapshot snapshot, DecisionFilter filter, Instant now) {
    LiveSearch search = new LiveSearch(snapshot, filter, now);
    search.run();
    return filter.isCut() ? search.cut() : search.found;
  }

  private void run() {
    Optional<IpPrefix> covered = filter.covered();
    byte[] value = filter.value();
    if (covered.isPresent()) {
      searchPrefixesAround(covered.get());
    } else if (value != null) {
      searchValue(value);
    } else {
      searchAll();
    }
  }

  private void searchPrefixesAround(IpPrefix inner) {
    int widest = inner.isIpv4() ? IpPrefix.IPV4_BITS : 0;
    snapshot
        .lengths()
        .forEach(
            bits -> {
              if (bits >= widest && bits <= inner.bits()) {
                searchPrefix(inner.high(), inner.low(), bits);
              }
            });
  }

  private void searchPrefix(long high, long low, int bits) {
    long highPart = high & IpPrefix.highMask(bits);
    long lowPart = low & IpPrefix.lowMask(bits);
    snapshot.keys().prefix(rows, highPart, lowPart, bits, this::addKey);
  }

  private void searchValue(byte[] value) {
    PrefixReader reader = new PrefixReader();
    if (reader.read(new String(value, StandardCharsets.UTF_8))) {
      searchPrefix(reader.high(), reader.low(), reader.bits());
    }
    snapshot.keys().text(rows, value, this::addKey);
  }

  private void addKey(int first) {
    for (int row = first; row != Rows.NONE; row = rows.next(row)) {
      addIfFound(row);
    }
  }

  private void searchAll() {
    for (int row = 0; row < rows.limit(); row = rows.after(row)) {
      addIfFound(row);
    }
  }

  private void addIfFound(int row) {
    if (rows.removed(row) == 0 && rows.until(row) >= nowMillis && visibility.sees(row)) {
      found.add(row);
    }
  }

  /** Cuts in order of id, as who reads page by page expects. */
  private RowSet cut() {
    RowSet part = new RowSet();
    LongStream.of(found.ids(rows))
        .skip(filter.offset())
        .limit(filter.limit())
        .forEach(id -> part.add(rows.find(id)));
    return part;
  }
}
