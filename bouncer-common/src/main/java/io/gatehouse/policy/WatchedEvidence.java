package io.gatehouse.policy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evidence from files, which are read again when they change; while one of them is wrong, what was
 * read before stays. Thread-safe.
 */
public final class WatchedEvidence implements NetworkEvidence, GeoIp {
  private static final Logger log = LoggerFactory.getLogger(WatchedEvidence.class);

  /** Nothing is known. */
  public static final WatchedEvidence NONE =
      new WatchedEvidence(EvidenceFiles.NONE, KnownNetworks.NONE);

  private final EvidenceFiles files;
  private Map<Path, FileTime> seen; // guarded by this
  private volatile KnownNetworks known;

  private WatchedEvidence(EvidenceFiles files, KnownNetworks known) {
    this.files = files;
    this.seen = times();
    this.known = known;
  }

  /**
   * Reads the files.
   *
   * @throws ConfigException with everything that is wrong with them, by file and line
   */
  public static WatchedEvidence open(EvidenceFiles files) throws ConfigException {
    return new WatchedEvidence(files, EvidenceFileReader.read(files));
  }

  @Override
  public Evidence about(IpAddress address) {
    return known.about(address);
  }

  @Override
  public List<Target> targetsOf(IpAddress address) {
    return known.targetsOf(address);
  }

  /** The number of the AS that an address is in, where it is known. */
  public OptionalLong systemOf(IpAddress address) {
    return known.systemOf(address).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /** Reads the files again if one has changed. */
  public synchronized void refresh() {
    Map<Path, FileTime> now = times();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      known = EvidenceFileReader.read(files);
      log.info("evidence was read again: {} shared networks", known.listed().size());
    } catch (ConfigException e) {
      log.warn("what was known of networks before stays: {}", e.getMessage());
    }
  }

  private Map<Path, FileTime> times() {
    Map<Path, FileTime> times = new HashMap<>();
    for (Path file : files.all()) {
      try {
        times.put(file, Files.getLastModifiedTime(file));
      } catch (IOException e) {
        times.put(file, FileTime.fromMillis(0));
      }
    }
    return times;
  }
}
