package io.gatehouse.daemon.lapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.daemon.GoldenFile;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.lapi.server.LapiAdministration;
import io.gatehouse.lapi.server.LapiAdministration.UsageEntry;
import io.gatehouse.lapi.server.LapiAdministration.UsageSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {
  private static final String SCRAPE =
      """
      # HELP cs_alerts alerts
      # TYPE cs_alerts gauge
      cs_alerts{reason="crowdsecurity/ssh-bf"} 3.0
      cs_active_decisions{action="ban",origin="cscli",reason="a \\"b\\", c"} 2.0
      cs_active_decisions{reason="crowdsecurity/ssh-bf",origin="crowdsec",action="ban",} 15204
      cs_lapi_route_requests_total{method="GET",route="/v1/decisions/stream"} 1.2e3
      cs_lapi_bouncer_requests_total{bouncer="fw",method="GET",route="/v1/decisions/stream"} 7
      cs_lapi_machine_requests_total{machine="web01",method="POST",route="/v1/alerts"} 5
      cs_lapi_decisions_ok_total{bouncer="nginx"} 4
      cs_lapi_decisions_ko_total{bouncer="nginx"} 6
      cs_lapi_request_duration_seconds_bucket{le="+Inf"} +Inf
      nonsense{
      """;

  @TempDir private Path dir;
  private final List<UsageEntry> reports = new ArrayList<>();
  private final HttpServer endpoint = endpoint();
  private Program program = new Program(new ScriptedLapiConnection(), Optional.empty());

  private static HttpServer endpoint() {
    try {
      HttpServer endpoint =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
      endpoint.createContext(
          "/metrics",
          exchange -> {
            try (exchange) {
              byte[] body = SCRAPE.getBytes(UTF_8);
              exchange.sendResponseHeaders(200, body.length);
              exchange.getResponseBody().write(body);
            }
          });
      endpoint.start();
      return endpoint;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void configure() throws Exception {
    Path config =
        Files.writeString(
            dir.resolve("c.yaml"),
            "prometheus: {listen_port: " + endpoint.getAddress().getPort() + "}");
    program = new Program(new Reports(), Optional.of(config));
  }

  @AfterEach
  void stop() {
    endpoint.stop(0);
  }

  /** An administration that knows reports and nothing else. */
  private final class Reports implements LapiAccess, AdministrationConnection {
    @Override
    public LapiConnection lapi(EngineConfig config) throws ProgramException {
      throw new ProgramException("not asked for");
    }

    @Override
    public AdministrationConnection administration(EngineConfig config) {
      return this;
    }

    @Override
    public LapiAdministration administration() {
      return (LapiAdministration)
          Proxy.newProxyInstance(
              LapiAdministration.class.getClassLoader(),
              new Class<?>[] {LapiAdministration.class},
              (proxy, method, arguments) -> reports);
    }

    @Override
    public void close() {}
  }

  private void report(String bouncer, long at, String items) {
    reports.add(
        new UsageEntry(
            UsageSource.REMEDIATION_COMPONENT,
            bouncer,
            Instant.EPOCH,
            "{\"type\":\"x\",\"metrics\":[{\"items\":[%s],\"meta\":{\"utc_now_timestamp\":%d,\"window_size_seconds\":900}}]}"
                .formatted(items, at)));
  }

  private static String item(String name, String unit, String origin, String ipType, long value) {
    return "{\"name\":\"%s\",\"unit\":\"%s\",\"value\":%d,\"labels\":{%s\"ip_type\":\"%s\"}}"
        .formatted(
            name, unit, value, origin.isEmpty() ? "" : "\"origin\":\"" + origin + "\",", ipType);
  }

  private void usualReports() {
    String dropped = item("dropped", "packet", "CAPI", "ipv4", 1000);
    report("fw", 100, dropped + "," + item("active_decisions", "ip", "CAPI", "ipv4", 50));
    report("fw", 100, dropped); // told twice, counts once
    report("fw", 200, item("dropped", "packet", "cscli", "ipv6", 7));
    report("fw", 200, item("active_decisions", "ip", "CAPI", "ipv4", 40));
    report("fw", 200, item("active_decisions", "ip", "CAPI", "ipv6", 2));
    report("fw", 200, item("processed", "packet", "", "ipv4", 500_000));
    report("nginx", 200, "broken");
  }

  @ParameterizedTest
  @CsvSource({
    "metrics, metrics.txt",
    "metrics show lapi --no-unit, metrics-lapi.txt",
    "metrics show bouncers -o raw, metrics-bouncers.csv",
    "metrics -o json show decisions alerts, metrics-decisions.json",
    "metrics list, metrics-types.txt",
  })
  void every_form(String words, String golden) throws Exception {
    usualReports();

    assertThat(program.run(words.split(" "))).isZero();

    GoldenFile.matches(golden, program.out.toString());
    assertThat(program.err.toString()).isEmpty();
  }

  @Test
  void types_that_are_named_and_cannot_be_had_are_a_failure() {
    endpoint.stop(0);

    assertThat(program.run("metrics", "show", "lapi")).isEqualTo(1);
    assertThat(program.err.toString()).contains("cannot be asked").hasLineCount(1);
  }

  @Test
  void reports_are_shown_without_a_scrape_where_nothing_was_named() {
    usualReports();
    endpoint.stop(0);

    assertThat(program.run("metrics")).isZero();
    assertThat(program.out.toString()).contains("Bouncer Metrics (fw)");
    assertThat(program.err.toString()).contains("cannot be asked").hasLineCount(1);
  }

  @Test
  void a_type_that_is_none_is_misuse() {
    assertThat(program.run("metrics", "show", "scenarios")).isEqualTo(2);
    assertThat(program.err.toString()).contains("'scenarios' is no type; write alerts, bouncers");
  }
}
