package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lapi.contract.Caller;
import io.gatehouse.lapi.contract.Wire;
import io.gatehouse.lapi.contract.WireAlert;
import io.gatehouse.lapi.contract.WireAnswer;
import io.gatehouse.lapi.contract.WireDecision;
import io.gatehouse.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of {@code lapi serve} as a whole program have in common. */
abstract class LapiStage {
  static final String PASSWORD = "sesame-open-0123456789";

  private final List<AutoCloseable> open = new ArrayList<>();
  private @TempDir @Nullable Path directory;

  @BeforeEach
  void needsProgram() {
    PackagedProgram.assumePresent();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  RunningLapi startLapi() {
    return closing(RunningLapi.start(TestHost.here(), path("lapi")));
  }

  /** Closes it after the test, the last one first. */
  <T extends AutoCloseable> T closing(T thing) {
    open.add(thing);
    return thing;
  }

  Wire wireTo(RunningLapi lapi) {
    return closing(Wire.to(lapi.uri()));
  }

  /** Registers a machine and logs it in. */
  static Caller machine(RunningLapi lapi, Wire wire) {
    lapi.addMachine("tester", PASSWORD);
    return logIn(wire);
  }

  /** Logs it in again: a token ends with the server that gave it. */
  static Caller logIn(Wire wire) {
    String body = "{\"machine_id\":\"tester\",\"password\":\"%s\"}".formatted(PASSWORD);
    Caller caller = Caller.nobody().calling("crowdsec/v1.7.8-linux");
    return Caller.machine(wire.post("v1/watchers/login", caller, body).expect(200).token());
  }

  static WireAnswer startup(Wire wire, Caller bouncer) {
    return wire.get("v1/decisions/stream?startup=true", bouncer).expect(200);
  }

  static WireAnswer delta(Wire wire, Caller bouncer) {
    return wire.get("v1/decisions/stream", bouncer).expect(200);
  }

  static WireAnswer ban(Wire wire, Caller machine, List<String> values) {
    WireDecision[] bans = values.stream().map(WireDecision::ban).toArray(WireDecision[]::new);
    return wire.post("v1/alerts", machine, "[" + WireAlert.deciding(bans).json() + "]");
  }

  /** So many addresses that no other batch has. */
  static List<String> addresses(int batch, int count) {
    return IntStream.range(batch * count, (batch + 1) * count)
        .mapToObj(n -> "100.%d.%d.%d".formatted(n >> 16, (n >> 8) & 255, n & 255))
        .collect(Collectors.toList());
  }

  /** Asserts that it ended as an operator's error does: one line says why. */
  static String reasonOf(RunningLapi lapi) {
    assertThat(lapi.exitCode()).as(lapi::log).isEqualTo(1);
    assertThat(lapi.log()).doesNotContain("\tat ", "Exception in", "java.");
    List<String> said =
        lapi.log().lines().filter(line -> !line.matches("(INFO|WARN|DEBUG) .*")).toList();
    assertThat(said).as(lapi.log()).hasSize(1);
    return said.get(0);
  }

  Path path(String name) {
    if (directory == null) {
      throw new IllegalStateException("not started");
    }
    try {
      return Files.createDirectories(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
