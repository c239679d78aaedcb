package io.gatehouse.lapi.contract;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * What the contracts share: one server for each class, one machine that is logged in, and an empty
 * database before each test. Bouncers are each test's own, for what has been deleted may still be
 * told to one that has not heard of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LapiContract {
  static final String FORBIDDEN = "{\"message\":\"access forbidden\"}";
  static final String PASSWORD = "sesame-open-0123456789";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private @Nullable LapiUnderTest started;
  private @Nullable Wire opened;
  private @Nullable Caller loggedIn;

  /** Starts a server with an empty database; may end the class as skipped. Called once. */
  protected abstract LapiUnderTest start();

  @BeforeAll
  final void startServer() {
    started = start();
    opened = Wire.to(started.uri());
    started.addMachine("contract", PASSWORD);
    loggedIn = Caller.machine(login("contract").expect(200).token());
  }

  @AfterEach
  final void deleteEverything() {
    wire().delete("v1/decisions", machine());
    wire().delete("v1/alerts", machine());
  }

  @AfterAll
  final void stopServer() {
    if (opened != null) {
      opened.close();
    }
    if (started != null) {
      started.close();
    }
  }

  /** Which shape this server speaks. */
  final Release release() {
    return lapi().release();
  }

  final boolean isDebian() {
    return release() == Release.CROWDSEC_1_4_6;
  }

  final LapiUnderTest lapi() {
    return Objects.requireNonNull(started);
  }

  final Wire wire() {
    return Objects.requireNonNull(opened);
  }

  /** A machine that is logged in. */
  final Caller machine() {
    return Objects.requireNonNull(loggedIn);
  }

  /** A new bouncer. */
  final Caller bouncer() {
    return Caller.bouncer(lapi().addBouncer(unique("bouncer")));
  }

  static String unique(String name) {
    return name + "-" + COUNT.incrementAndGet();
  }

  final WireAnswer login(String id) {
    return login(id, PASSWORD);
  }

  final WireAnswer login(String id, String password) {
    String body =
        "{\"machine_id\":\"%s\",\"password\":\"%s\",\"scenarios\":[\"test/bf\"]}"
            .formatted(id, password);
    return wire().post("v1/watchers/login", Caller.nobody().calling("crowdsec/v1.7.8-linux"), body);
  }

  /** Posts one alert for each decision. */
  final void given(WireDecision... decisions) {
    Arrays.stream(decisions).forEach(decision -> post(WireAlert.deciding(decision)));
  }

  /** Posts alerts in one request. */
  final WireAnswer post(WireAlert... alerts) {
    return postAlerts(
            Arrays.stream(alerts).map(WireAlert::json).collect(Collectors.joining(",", "[", "]")))
        .expect(201);
  }

  final WireAnswer postAlerts(String body) {
    return wire().post("v1/alerts", machine(), body);
  }

  final WireAnswer deleteDecisions(String query) {
    return wire().delete("v1/decisions?" + query, machine()).expect(200);
  }
}
