package io.gatehouse.detector.pipeline;

import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.detector.geo.GeoRecords;
import io.gatehouse.detector.helper.DataFile;
import io.gatehouse.detector.helper.World;
import io.gatehouse.detector.hub.DataFiles;
import io.gatehouse.detector.hub.HubException;
import io.gatehouse.detector.parse.Stashes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What rules see of this host. Thread-safe. */
final class HostWorld implements World {
  private static final Logger log = LoggerFactory.getLogger(HostWorld.class);

  private final InstantSource time;
  private final Stashes stashes;
  private final GeoIp geo;
  private final Map<String, DataFile> files = new ConcurrentHashMap<>();

  HostWorld(InstantSource time, Stashes stashes, GeoIp geo) {
    this.time = time;
    this.stashes = stashes;
    this.geo = geo;
  }

  /** Loads a file that rules name; that it is missing is said, for they then never match. */
  void load(DataFiles all, String name, String type) throws HubException {
    if (type.isEmpty() || files.containsKey(name)) {
      return;
    }
    Optional<DataFile> file = all.get(name, type);
    if (file.isPresent()) {
      files.put(name, file.get());
    } else {
      log.warn("data file {} is missing; rules that look into it never match", all.describe(name));
    }
  }

  @Override
  public Instant now() {
    return time.instant();
  }

  @Override
  public String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
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
  public List<InetAddress> addresses(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  @Override
  public @Nullable Map<String, Object> geo(String kind, String address) {
    return GeoRecords.of(geo, kind, address);
  }

  @Override
  public void log(String message) {
    log.info("{}", message);
  }
}
