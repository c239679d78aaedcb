package io.gatehouse.daemon.lapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
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
      cs_parser_hits_total{acquis_type="syslog",source="/var/log/auth.log",type="file"} 90
      cs_parser_hits_ok_total{acquis_type="syslog",source="/var/log/auth.log",type="file"} 60
      cs_parser_hits_ko_total{acquis_type="syslog",source="/var/log/auth.log",type="file"} 30
      cs_parser_hits_total{source="/var/log/idle.log",type="file"} 0
      cs_node_hits_total{name="crowdsecurity/sshd-logs",source="/a",stage="s01-parse",type="file"} 50
      cs_node_hits_total{name="crowdsecurity/sshd-logs",source="/b",stage="s01-parse",type="file"} 40
      cs_node_hits_ok_total{name="crowdsecurity/sshd-logs",source="/a",stage="s01-parse",type="file"} 60
      cs_node_hits_ko_total{name="crowdsecurity/sshd-logs",source="/a",stage="s01-parse",type="file"} 30
      cs_node_wl_hits_total{name="own/friends",reason="a friend",source="/var/log/auth.log",type="file"} 60
      cs_node_wl_hits_ok_total{name="own/friends",reason="a friend",source="/var/log/auth.log",type="file"} 2
      cs_buckets{name="crowdsecurity/ssh-bf"} 3
      cs_bucket_instantiation_total{name="crowdsecurity/ssh-bf"} 12
      cs_bucket_overflowed_total{name="crowdsecurity/ssh-bf"} 4
      cs_bucket_underflowed_total{name="crowdsecurity/ssh-bf"} 5
      cs_bucket_poured_total{name="crowdsecurity/ssh-bf",source="/var/log/auth.log",type="file"} 58
      cs_bucket_poured_total{name="own/again",source="",type=""} 1
      cs_cache_size{name="sessions",type="LRU"} 17
      cs_appsec_reqs_total{appsec_engine="127.0.0.1:7422/",source="127.0.0.1"} 70
      cs_appsec_block_total{appsec_engine="127.0.0.1:7422/",source="127.0.0.1"} 3
      cs_appsec_rule_hits{appsec_engine="127.0.0.1:7422/",rule_name="own/env",type="inband"} 3
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
      endpoint.createContext("/metrics", exchange -> answer(exchange, SCRAPE));
      endpoint.createContext("/none", exchange -> answer(exchange, "\n"));
      endpoint.start();
      return endpoint;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private int port() {
    return endpoint.getAddress().getPort();
  }

  @BeforeEach
  void configure() throws Exception {
    Path config =
        Files.writeString(dir.resolve("c.yaml"), "prometheus: {listen_port: " + port() + "}");
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
    "metrics show bouncers -o raw, metrics-bouncers.yaml",
    "metrics -o json, metrics.json",
    "metrics list, metrics-types.txt",
    "metrics list -o json, metrics-types.json",
    "metrics list -o raw, metrics-types.yaml",
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

  @ParameterizedTest
  @CsvSource({
    "engine, 'acquisition,parsers,scenarios,stash,whitelists'",
    "lapi, 'alerts,decisions,lapi,lapi-bouncer,lapi-decisions,lapi-machine'",
    "appsec, 'appsec-engine,appsec-rule'",
  })
  void a_word_may_stand_for_several_types(String word, String types) {
    program.run("metrics", "show", word, "-o", "json");

    assertThat(program.out.toString().lines().filter(line -> line.startsWith(" \"")))
        .map(line -> line.replaceAll("[\":{ ]", ""))
        .containsExactly(types.split(",", -1));
  }

  @Test
  void types_that_are_named_are_shown_without_a_row() {
    assertThat(program.run("metrics", "show", "bouncers", "-o", "json")).isZero();
    assertThat(program.out).hasToString("{\n \"bouncers\": {}\n}\n");

    program.anew().run("metrics", "show", "alerts", "-u", "http://127.0.0.1:" + port() + "/none");

    assertThat(program.out.toString()).contains("Local API Alerts:", "Reason", "Count");
  }

  @Test
  void a_type_that_is_none_is_misuse() {
    assertThat(program.run("metrics", "show", "scenario")).isEqualTo(2);
    assertThat(program.err.toString())
        .contains("'scenario' is no type; `gatehouse metrics list` tells");
  }
}
