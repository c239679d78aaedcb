package io.gatehouse.lapi.server;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.active.ActiveDecisions;
import io.gatehouse.lapi.contract.AlertsContract;
import io.gatehouse.lapi.contract.BouncerKeysContract;
import io.gatehouse.lapi.contract.DecisionDeletionContract;
import io.gatehouse.lapi.contract.DecisionStreamContract;
import io.gatehouse.lapi.contract.LapiUnderTest;
import io.gatehouse.lapi.contract.LiveDecisionsContract;
import io.gatehouse.lapi.contract.Release;
import io.gatehouse.lapi.contract.UsageMetricsContract;
import io.gatehouse.lapi.contract.WatchersContract;
import io.gatehouse.lapi.server.LapiServerConfig.ListenAddress;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Our server keeps the contract of the wire. */
class LapiContractTest {

  /** The server with its own clock, in a directory of its own. */
  private static final class OwnLapi implements LapiUnderTest {
    private final LapiDatabase database;
    private final LapiServer server;

    private OwnLapi(LapiDatabase database, LapiServer server) {
      this.database = database;
      this.server = server;
    }

    static OwnLapi in(Path directory) {
      InstantSource time = InstantSource.system();
      ActiveDecisions active = new ActiveDecisions();
      try {
        LapiDatabase database = LapiDatabase.open(directory.resolve("lapi.db"), time, active);
        LapiServerConfig config =
            LapiServerConfig.DEFAULT.listeningOn(new ListenAddress("127.0.0.1", 0));
        return new OwnLapi(database, LapiServer.start(config, database, active, time));
      } catch (StorageException | IOException e) {
        throw new AssertionError("the server does not start", e);
      }
    }

    @Override
    public Release release() {
      return Release.CURRENT;
    }

    @Override
    public URI uri() {
      return URI.create("http://127.0.0.1:" + server.port().orElseThrow() + "/");
    }

    @Override
    public String addBouncer(String name) {
      try {
        return server.administration().addBouncer(name, Optional.empty()).reveal();
      } catch (AdministrationException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public List<BouncerRow> bouncers() {
      try {
        return server.administration().bouncers().stream()
            .map(row -> new BouncerRow(row.name(), row.address(), row.type(), row.version()))
            .toList();
      } catch (AdministrationException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void addMachine(String id, String password) {
      try {
        server.administration().addMachine(id, Optional.of(Secret.of(password)), false);
      } catch (AdministrationException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void validateMachine(String id) {
      try {
        server.administration().validateMachine(id);
      } catch (AdministrationException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      server.close();
      try {
        database.close();
      } catch (StorageException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Nested
  class Alerts extends AlertsContract {
    @TempDir private static Path directory;

    @Override
    protected LapiUnderTest start() {
      return OwnLapi.in(directory);
    }
  }

  @Nested
  class BouncerKeys extends BouncerKeysContract {
    @TempDir private static Path directory;

    @Override
    protected LapiUnderTest start() {
      return OwnLapi.in(directory);
    }
  }

  @Nested
  class DecisionDeletion extends DecisionDeletionContract {
    @TempDir private static Path directory;

    @Override
    protected LapiUnderTest start() {
      return OwnLapi.in(directory);
    }
  }

  @Nested
  class DecisionStream extends DecisionStreamContract {
    @TempDir private static Path directory;

    @Override
    protected LapiUnderTest start() {
      return OwnLapi.in(directory);
    }
  }

  @Nested
  class LiveDecisions extends LiveDecisionsContract {
    @TempDir private static Path directory;

    @Override
    protected LapiUnderTest start() {
      return OwnLapi.in(directory);
    }
  }

  @Nested
  class UsageMetrics extends UsageMetricsContract {
    @TempDir private static Path directory;

    @Override
    protected LapiUnderTest start() {
      return OwnLapi.in(directory);
    }
  }

  @Nested
  class Watchers extends WatchersContract {
    @TempDir private static Path directory;

    @Override
    protected LapiUnderTest start() {
      return OwnLapi.in(directory);
    }
  }
}
