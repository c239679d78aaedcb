package io.gatehouse.daemon.peer;

import io.gatehouse.lapi.contract.LapiUnderTest;
import io.gatehouse.lapi.contract.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Debian's CrowdSec under the contract of the wire, to see that the contract speaks the truth. */
final class DebianLapi implements LapiUnderTest {
  private static final Pattern ROW =
      Pattern.compile(
          "\"name\": \"([^\"]*)\"[^}]*\"ip_address\": \"([^\"]*)\",\\s*\"type\": \"([^\"]*)\","
              + "\\s*\"version\": \"([^\"]*)\"");

  private final Path directory;
  private final RealCrowdSec crowdSec;

  private DebianLapi(Path directory) {
    this.directory = directory;
    crowdSec = RealCrowdSec.start(directory);
  }

  /** Starts it in a directory of its own, or ends the tests as skipped. */
  static DebianLapi start() {
    PeerPackages.assumePresent();
    try {
      return new DebianLapi(Files.createTempDirectory("gatehouse-contract"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Release release() {
    return Release.CROWDSEC_1_4_6;
  }

  @Override
  public URI uri() {
    return crowdSec.uri();
  }

  @Override
  public String addBouncer(String name) {
    return crowdSec.addBouncer(name);
  }

  @Override
  public List<BouncerRow> bouncers() {
    String json = crowdSec.cscli("bouncers", "list", "-o", "json").expectSuccess();
    List<BouncerRow> rows = new ArrayList<>();
    ROW.matcher(json).results().map(DebianLapi::row).forEach(rows::add);
    return rows;
  }

  @Override
  public void addMachine(String id, String password) {
    crowdSec.addMachine(id, password);
  }

  @Override
  public void validateMachine(String id) {
    crowdSec.cscli("machines", "validate", id).expectSuccess();
  }

  @Override
  public void close() {
    crowdSec.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BouncerRow row(MatchResult found) {
    return new BouncerRow(found.group(1), found.group(2), found.group(3), found.group(4));
  }
}
