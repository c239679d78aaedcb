package io.gatehouse.daemon.watch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.daemon.GoldenFile;
import io.gatehouse.daemon.settings.PrometheusSettings;
import io.gatehouse.enforce.Enforcer.Counters;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatchEndpointTest {
  private final ScriptedGauges gauges = new ScriptedGauges();
  private volatile Health health = new Health(true, Map.of());
  private WatchEndpoint endpoint;

  @BeforeEach
  void open() throws Exception {
    endpoint =
        WatchEndpoint.openIfEnabled(
                new PrometheusSettings(true, "127.0.0.1", 0),
                new FirewallMetrics(gauges)::scrape,
                () -> health)
            .orElseThrow();
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void a_scrape_has_upstreams_names() throws Exception {
    gauges.counters =
        List.of(
            new Counters("CAPI", "ipv4", 15_000, 12, 720),
            new Counters("CAPI", "ipv6", 40, 0, 0),
            new Counters("lists:firehol \"x\"\n", "ipv4", 1, 1, 60),
            new Counters("", "ipv4", 0, 1_000_000, 64_000_000_000L),
            new Counters("", "ipv6", 0, 5, 300));
    gauges.requests = 7;
    gauges.failures = 2;

    HttpResponse<String> scrape = get("/metrics");

    assertThat(scrape.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    GoldenFile.matches("scrape.txt", sorted(scrape.body()));
  }

  @Test
  void an_origin_that_is_gone_leaves_the_scrape() throws Exception {
    gauges.counters = List.of(new Counters("cscli", "ipv4", 1, 0, 0));
    assertThat(get("/metrics").body()).contains("origin=\"cscli\"");

    gauges.counters = List.of();

    assertThat(get("/metrics").body()).doesNotContain("cscli");
  }

  @Test
  void health_is_200_with_its_details() throws Exception {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("lapi", "connected");
    details.put("elements", "15040");
    health = new Health(true, details);

    assertThat(get("/health").body())
        .isEqualTo("{\"healthy\":true,\"lapi\":\"connected\",\"elements\":\"15040\"}\n");
  }

  @Test
  void ill_health_is_503() throws Exception {
    health = new Health(false, Map.of("nftables", "EPERM"));

    assertThat(get("/health").statusCode()).isEqualTo(503);
  }

  @Test
  void other_paths_and_methods_are_refused() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/metricsx").statusCode()).isEqualTo(404);
    assertThat(get("/metrics/../health").statusCode()).isEqualTo(404);
    HttpRequest post = request("/metrics").POST(BodyPublishers.ofString("x")).build();
    assertThat(send(post).statusCode()).isEqualTo(405);
  }

  @Test
  void head_has_no_body() throws Exception {
    HttpResponse<String> head =
        send(request("/health").method("HEAD", BodyPublishers.noBody()).build());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void garbage_does_not_end_it() throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), endpoint.address().getPort())) {
      socket.getOutputStream().write("\u0000\u0001 garbage\r\n\r\n".getBytes(US_ASCII));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  /** The order of lines within a name is the registry's own business. */
  private static String sorted(String scrape) {
    return scrape.lines().sorted().collect(Collectors.joining("\n", "", "\n"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static final class ScriptedGauges implements FirewallGauges {
    private volatile List<Counters> counters = List.of();
    private volatile long requests;
    private volatile long failures;

    @Override
    public List<Counters> counters() {
      return counters;
    }

    @Override
    public long lapiRequests() {
      return requests;
    }

    @Override
    public long lapiFailures() {
      return failures;
    }
  }
}
