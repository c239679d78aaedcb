package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.Answer;
import io.gatehouse.testing.ScriptedLapi;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter that gets its decisions from a LAPI. */
class LapiModesTest {
  private static final String BAN =
      "{\"id\":1,\"origin\":\"crowdsec\",\"type\":\"ban\",\"scope\":\"Ip\",\"value\":\"203.0.113.9\","
          + "\"duration\":\"4h\",\"scenario\":\"crowdsecurity/http-cve-2021-41773\"}";

  @TempDir Path directory;
  private final ScriptedLapi lapi = ScriptedLapi.start();
  private TomcatSite site;

  @BeforeEach
  void prepare() {
    site = new TomcatSite(directory, "");
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
    lapi.close();
  }

  @Test
  void a_stream_bans_what_it_brings() throws Exception {
    lapi.thenJson("{\"new\":[" + BAN + "],\"deleted\":null}").otherwise(ScriptedLapi::nothingNew);
    start(Map.of());

    await().until(() -> from("203.0.113.9").statusCode() == 403);
    assertThat(from("203.0.113.1").statusCode()).isEqualTo(200);
    assertThat(lapi.takeRequest().target()).contains("startup=true").contains("dedup=false");
  }

  @ParameterizedTest
  @CsvSource({"pass, 200", "challenge, 403", "deny, 503"})
  void before_the_first_pull_the_setting_decides(String setting, int status) throws Exception {
    start(Map.of("gatehouse.api-url", "http://127.0.0.1:1/", "gatehouse.on-lapi-failure", setting));

    assertThat(from("203.0.113.9").statusCode()).isEqualTo(status);
  }

  @Test
  void in_live_mode_an_address_is_asked_for_once() throws Exception {
    lapi.otherwise(
        request ->
            request.target().contains("ip=203.0.113.9")
                ? Answer.json("[" + BAN + "]")
                : Answer.json("null"));
    start(Map.of("gatehouse.mode", "live", "gatehouse.live.timeout", "5s"));

    for (int i = 0; i < 3; i++) {
      assertThat(from("203.0.113.9").statusCode()).isEqualTo(403);
      assertThat(from("203.0.113.1").statusCode()).isEqualTo(200);
    }

    assertThat(lapi.requestsWaiting()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"pass, 200", "deny, 503"})
  void in_live_mode_a_lapi_that_is_away_decides_as_set(String setting, int status)
      throws Exception {
    start(
        Map.of(
            "gatehouse.mode", "live",
            "gatehouse.api-url", "http://127.0.0.1:1/",
            "gatehouse.on-lapi-failure", setting));

    assertThat(from("203.0.113.9").statusCode()).isEqualTo(status);
  }

  private void start(Map<String, String> more) throws Exception {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("gatehouse.api-url", lapi.url());
    parameters.put("gatehouse.api-key", "key");
    parameters.put("gatehouse.update-frequency", "1s");
    parameters.put("gatehouse.trusted-proxies", "loopback");
    parameters.putAll(more);
    site.filter(parameters).servlet("/hello/*", new Hello()).start();
  }

  private HttpResponse<String> from(String client) throws Exception {
    return Client.browse(site.at("/hello"), "X-Forwarded-For", client);
  }
}
