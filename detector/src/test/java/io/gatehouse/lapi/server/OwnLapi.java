package io.gatehouse.lapi.server;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.active.ActiveDecisions;
import io.gatehouse.lapi.active.DecisionLoad;
import io.gatehouse.lapi.contract.LapiUnderTest;
import io.gatehouse.lapi.contract.Release;
import io.gatehouse.lapi.server.LapiServerConfig.ListenAddress;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Our own server, in this process, under the contract of the wire. */
final class OwnLapi implements LapiUnderTest {
  private final Path directory;
  private final LapiDatabase database;
  private final LapiServer server;
  private final LapiAdministration administration;

  private OwnLapi(Path directory) throws IOException, StorageException {
    this.directory = directory;
    ActiveDecisions active = new ActiveDecisions();
    database = LapiDatabase.open(directory.resolve("gatehouse.db"), Clock.systemUTC(), active);
    DecisionLoad load = active.load();
    load.finish(0, 0);
    LapiServerConfig config = LapiServerConfig.DEFAULT.listeningOn(ListenAddress.of("127.0.0.1:0"));
    server = LapiServer.start(config, database, active, Clock.systemUTC());
    administration = server.administration();
  }

  /** Starts it on a new database. */
  static OwnLapi start() {
    try {
      return new OwnLapi(Files.createTempDirectory("gatehouse-contract"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Release release() {
    return Release.CURRENT;
  }

  @Override
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.port().getAsInt() + "/");
  }

  @Override
  public String addBouncer(String name) {
    return ask(() -> administration.addBouncer(name, Optional.empty()).reveal());
  }

  @Override
  public List<BouncerRow> bouncers() {
    return ask(administration::bouncers).stream()
        .map(it -> new BouncerRow(it.name(), it.address(), it.type(), it.version()))
        .toList();
  }

  @Override
  public void addMachine(String id, String password) {
    ask(() -> administration.addMachine(id, Optional.of(Secret.of(password)), false));
  }

  @Override
  public void validateMachine(String id) {
    ask(
        () -> {
          administration.validateMachine(id);
          return id;
        });
  }

  @Override
  public void close() {
    server.close();
    try {
      database.close();
      removeFiles();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  private void removeFiles() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private interface Question<T> {
    T answer() throws AdministrationException;
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.answer();
    } catch (AdministrationException e) {
      throw new AssertionError(e);
    }
  }
}
