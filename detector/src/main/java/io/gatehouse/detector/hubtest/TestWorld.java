package io.gatehouse.detector.hubtest;

import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.detector.geo.GeoRecords;
import io.gatehouse.detector.helper.DataFile;
import io.gatehouse.detector.helper.World;
import io.gatehouse.detector.parse.Stashes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What rules see in a test: a clock that stands in 2026, the hub's data files, no network. */
final class TestWorld implements World {
  /** Logs without a year are asserted to be of this one. */
  static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  private final GeoIp geo;
  private final Stashes stashes = new Stashes(() -> NOW);
  private final Map<String, DataFile> files = new HashMap<>();

  TestWorld(GeoIp geo) {
    this.geo = geo;
  }

  GeoIp geo() {
    return geo;
  }

  Stashes stashes() {
    return stashes;
  }

  void add(String name, DataFile file) {
    files.put(name, file);
  }

  @Override
  public Instant now() {
    return NOW;
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }

  @Override
  public @Nullable DataFile file(String name) {
    return files.get(name);
  }

  @Override
  public String stashed(String cache, String key) {
    return stashes.get(cache, key);
  }

  @Override
  public void stash(String cache, String key, String value, Duration ttl) {
    stashes.put(cache, key, value, ttl);
  }

  @Override
  public @Nullable Map<String, Object> geo(String kind, String address) {
    return GeoRecords.of(geo, kind, address);
  }
}
