package io.gatehouse.daemon.lapi.serve;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.host.Announcement;
import io.gatehouse.daemon.host.DaemonLoop;
import io.gatehouse.daemon.host.DaemonLoop.Voice;
import io.gatehouse.daemon.host.DaemonLoop.Work;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.daemon.settings.LogSettings;
import io.gatehouse.lapi.server.LapiServerConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The LAPI as a process. SIGHUP closes the listeners for a moment. Being killed loses nothing that
 * was acknowledged: that is the database's part.
 */
public final class LapiDaemon {
  private static final Logger log = LoggerFactory.getLogger(LapiDaemon.class);

  private final Map<String, String> environment;
  private final InstantSource time;
  private final String version;
  private final Configuration configuration;
  private final DaemonLoop<Loaded> loop;

  /** Reads the file, each time anew. */
  @FunctionalInterface
  public interface Configuration {
    /** The file as it is now. */
    Read read() throws ConfigException;
  }

  /**
   * A file that was read.
   *
   * @param config what it says
   * @param log where to write what, which the command line may say otherwise
   * @param announcement what is to be said of it
   */
  public record Read(EngineConfig config, LogSettings log, Announcement announcement) {}

  /** A file that can be served by. */
  private record Loaded(Read read, LapiServerConfig settings) {
    EngineConfig config() {
      return read.config();
    }
  }

  /**
   * Touches nothing yet.
   *
   * @param version what the log begins with
   */
  public LapiDaemon(
      Map<String, String> environment,
      InstantSource time,
      String version,
      Configuration configuration) {
    this.environment = environment;
    this.time = time;
    this.version = version;
    this.configuration = configuration;
    this.loop = new DaemonLoop<>(environment, this::load, this::begin);
  }

  /** Runs until it is told to stop; the exit code. */
  public int run() throws Exception {
    return loop.run();
  }

  /**
   * Checks all that a file means, in other files as well.
   *
   * @throws ConfigException with every problem
   */
  public static void check(EngineConfig config, Map<String, String> environment)
      throws ConfigException {
    ServerSettings.of(config, environment);
  }

  private Loaded load() throws ConfigException {
    Read read = configuration.read();
    return new Loaded(read, ServerSettings.of(read.config(), environment));
  }

  /** Asks it to end; any thread. */
  public void stop() {
    loop.stop();
  }

  /** Asks it to read its file anew; any thread. */
  public void reload() {
    loop.reload();
  }

  private Work begin(Loaded loaded, Voice voice) throws ProgramException {
    loaded.read().announcement().make(loaded.read().log(), "gatehouse-lapi.log", version, log);
    if (!loaded.config().server().enabled()) {
      throw new ProgramException("lapi: api.server.enable is false in the file; nothing to serve");
    }
    Instant begun = time.instant();
    ServingLapi lapi = ServingLapi.open(loaded.config(), loaded.settings(), time);
    log.info(
        "serving {} at {} after {} ms",
        lapi.summary(),
        lapi.places(),
        Duration.between(begun, time.instant()).toMillis());
    voice.ready();
    return new Serving(lapi);
  }

  /** A LAPI that listens. */
  private record Serving(ServingLapi lapi) implements Work {
    @Override
    public String summary() {
      return lapi.summary();
    }

    @Override
    public String farewell() {
      return lapi.summary() + " are kept";
    }

    @Override
    public void close() {
      lapi.close();
    }
  }
}
