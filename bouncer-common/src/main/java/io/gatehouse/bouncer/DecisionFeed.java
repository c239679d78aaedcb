package io.gatehouse.bouncer;

import io.gatehouse.lapi.AnswerLimits;
import io.gatehouse.lapi.DecisionFile;
import io.gatehouse.lapi.DecisionStream;
import io.gatehouse.lapi.LapiClient;
import io.gatehouse.lapi.LapiConfig;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.StreamStatus;
import io.gatehouse.lapi.Waiting;
import io.gatehouse.policy.GeoIp;
import io.gatehouse.request.Decisions;
import io.gatehouse.request.LiveDecisions;
import io.gatehouse.request.StoredDecisions;
import io.gatehouse.store.DecisionStore;
import io.gatehouse.store.EffectiveOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps decisions at hand, from wherever the settings say. */
interface DecisionFeed extends AutoCloseable {

  /** What was decided. */
  Decisions decisions();

  /** To be called about once a second. */
  void tick();

  /** How many decisions are held; empty where none are. */
  Optional<DecisionStore> store();

  /** How the connection to LAPI does, where there is a lasting one. */
  Optional<StreamStatus> status();

  /** The client that LAPI is told with what was done; empty without a LAPI. */
  Optional<LapiClient> lapi();

  @Override
  void close();

  /**
   * Opens the feed of a source.
   *
   * @param geoIp where decisions about countries and autonomous systems apply
   * @throws LapiException if a file cannot be used
   */
  static DecisionFeed open(
      DecisionSource source, GeoIp geoIp, EffectiveOrder order, InstantSource time)
      throws LapiException {
    if (source instanceof DecisionSource.Live live) {
      return new Live(live, geoIp, order, time);
    }
    if (source instanceof DecisionSource.File file) {
      return new OfFile(file.path(), geoIp, order, time);
    }
    return new Streaming(((DecisionSource.Stream) source).lapi(), geoIp, order, time);
  }

  /** All of a LAPI's decisions. */
  final class Streaming implements DecisionFeed {
    private final DecisionStore store;
    private final StoredDecisions decisions;
    private final LapiClient reports;
    private final DecisionStream stream;

    Streaming(LapiConfig lapi, GeoIp geoIp, EffectiveOrder order, InstantSource time)
        throws LapiException {
      store = new DecisionStore(time);
      decisions = new StoredDecisions(store, geoIp, order);
      reports = LapiClient.open(lapi, time);
      stream =
          new DecisionStream(
              LapiClient.open(lapi, time),
              store,
              DecisionStream.FirstFailure.RETRY,
              time,
              Waiting.inRealTime(),
              new Random());
      stream.start();
    }

    @Override
    public Decisions decisions() {
      return decisions;
    }

    @Override
    public void tick() {
      store.expire();
    }

    @Override
    public Optional<DecisionStore> store() {
      return Optional.of(store);
    }

    @Override
    public Optional<StreamStatus> status() {
      return Optional.of(stream.status());
    }

    @Override
    public Optional<LapiClient> lapi() {
      return Optional.of(reports);
    }

    @Override
    public void close() {
      stream.close();
      reports.close();
    }
  }

  /** LAPI is asked about each address. */
  final class Live implements DecisionFeed {
    private final LapiClient client;
    private final LiveDecisions decisions;

    Live(DecisionSource.Live source, GeoIp geoIp, EffectiveOrder order, InstantSource time)
        throws LapiException {
      client = LapiClient.open(source.lapi(), time);
      decisions = new LiveDecisions(client::decisionsFor, geoIp, order, source.kept(), time);
    }

    @Override
    public Decisions decisions() {
      return decisions;
    }

    @Override
    public void tick() {}

    @Override
    public Optional<DecisionStore> store() {
      return Optional.empty();
    }

    @Override
    public Optional<StreamStatus> status() {
      return Optional.empty();
    }

    @Override
    public Optional<LapiClient> lapi() {
      return Optional.of(client);
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** A file's, read again when it changes, and once an hour so that what names no end stays. */
  final class OfFile implements DecisionFeed {
    private static final Logger log = LoggerFactory.getLogger(DecisionFeed.class);
    private static final Duration WITHOUT_END = Duration.ofHours(4);
    private static final Duration REREAD = Duration.ofHours(1);

    private final Path path;
    private final GeoIp geoIp;
    private final InstantSource time;
    private final DecisionStore store;
    private final StoredDecisions decisions;
    private Optional<FileTime> seen = Optional.empty();
    private Instant readAt = Instant.EPOCH;

    OfFile(Path path, GeoIp geoIp, EffectiveOrder order, InstantSource time) throws LapiException {
      this.path = path;
      this.geoIp = geoIp;
      this.time = time;
      this.store = new DecisionStore(time);
      this.decisions = new StoredDecisions(store, geoIp, order);
      read();
    }

    @Override
    public Decisions decisions() {
      return decisions;
    }

    @Override
    public void tick() {
      store.expire();
      if (!modified().equals(seen) || readAt.plus(REREAD).isBefore(time.instant())) {
        try {
          read();
        } catch (LapiException e) {
          log.warn("{}; the decisions read before stay", e.getMessage());
        }
      }
    }

    private void read() throws LapiException {
      seen = modified();
      readAt = time.instant();
      store.approveReconcile();
      DecisionFile file = new DecisionFile(path, WITHOUT_END, time, AnswerLimits.DEFAULT);
      log.info("{} decisions in {}", file.readInto(store).added(), path);
      if (geoIp == GeoIp.NONE && store.holdsNamed()) {
        log.warn(
            "{} holds decisions about other things than addresses, which do not count; 'country-db'"
                + " and 'policy.asn-db' tell the country and AS of an address",
            path);
      }
    }

    private Optional<FileTime> modified() {
      try {
        return Optional.of(Files.getLastModifiedTime(path));
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    @Override
    public Optional<DecisionStore> store() {
      return Optional.of(store);
    }

    @Override
    public Optional<StreamStatus> status() {
      return Optional.empty();
    }

    @Override
    public Optional<LapiClient> lapi() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
