package io.gatehouse.daemon.lapi;

import io.gatehouse.lapi.active.ActiveDecisions;
import io.gatehouse.lapi.server.LapiServer;
import io.gatehouse.lapi.server.LapiServerConfig;
import io.gatehouse.lapi.server.LapiServerConfig.ListenAddress;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import java.nio.file.Path;
import java.time.InstantSource;

/** A real LAPI on a data directory, at a free port and at its admin socket. */
final class ServedDirectory implements AutoCloseable {
  private final LapiDatabase database;
  private final LapiServer server;

  private ServedDirectory(LapiDatabase database, LapiServer server) {
    this.database = database;
    this.server = server;
  }

  static ServedDirectory at(Path dir, InstantSource time) throws Exception {
    ActiveDecisions active = new ActiveDecisions();
    LapiDatabase database = LapiDatabase.open(dir.resolve("gatehouse.db"), time, active);
    LapiServerConfig config =
        LapiServerConfig.DEFAULT.toBuilder()
            .listen(new ListenAddress("127.0.0.1", 0))
            .adminSocket(dir.resolve("admin.sock"))
            .build();
    return new ServedDirectory(database, LapiServer.start(config, database, active, time));
  }

  String url() {
    return "http://127.0.0.1:" + server.port().orElseThrow() + "/";
  }

  @Override
  public void close() throws StorageException {
    server.close();
    database.close();
  }
}
