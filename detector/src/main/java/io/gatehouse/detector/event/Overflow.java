package io.gatehouse.detector.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A bucket that had enough: whom it is about and one alert for each of them. */
public final class Overflow {
  private final String mapkey;
  private final String bucketId;
  private final boolean reprocess;
  private final SortedMap<String, Source> sources;
  private final List<OverflowAlert> alerts;
  private boolean whitelisted;

  /**
   * An overflow.
   *
   * @param mapkey the bucket's key
   * @param bucketId a name of this one bucket
   * @param reprocess whether it is poured into scenarios again
   * @param sources by their value; sorted, so that the same overflow always reads the same
   * @param alerts one for each source, the first source's first; may be empty
   */
  public Overflow(
      String mapkey,
      String bucketId,
      boolean reprocess,
      SortedMap<String, Source> sources,
      List<OverflowAlert> alerts) {
    this.mapkey = mapkey;
    this.bucketId = bucketId;
    this.reprocess = reprocess;
    this.sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    this.alerts = List.copyOf(alerts);
  }

  /** The bucket's key. */
  public String mapkey() {
    return mapkey;
  }

  /** A name of this one bucket. */
  public String bucketId() {
    return bucketId;
  }

  /** Whether it is poured into scenarios again. */
  public boolean reprocess() {
    return reprocess;
  }

  /** Whom it is about, by value. */
  public Map<String, Source> sources() {
    return sources;
  }

  /** One alert for each source. */
  public List<OverflowAlert> alerts() {
    return alerts;
  }

  /** Whether a postoverflow has whitelisted it. */
  public boolean whitelisted() {
    return whitelisted;
  }

  void whitelist() {
    whitelisted = true;
  }

  String meta(String key) {
    return alerts.stream().flatMap(alert -> alert.meta(key).stream()).findFirst().orElse("");
  }

  Overflow copy() {
    SortedMap<String, Source> copies = new TreeMap<>();
    sources.forEach((value, source) -> copies.put(value, source.copy()));
    List<OverflowAlert> alertCopies = new ArrayList<>();
    for (OverflowAlert alert : alerts) {
      alertCopies.add(alert.copy(copyOf(alert.source(), copies)));
    }
    Overflow copy = new Overflow(mapkey, bucketId, reprocess, copies, alertCopies);
    copy.whitelisted = whitelisted;
    return copy;
  }

  private Source copyOf(Source source, Map<String, Source> copies) {
    for (Map.Entry<String, Source> entry : sources.entrySet()) {
      Source copy = copies.get(entry.getKey());
      if (entry.getValue() == source && copy != null) {
        return copy;
      }
    }
    return source.copy();
  }
}
