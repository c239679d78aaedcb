package io.gatehouse.daemon.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What the real LAPI puts on the wire: the ground for every test against a scripted one. */
@TestInstance(Lifecycle.PER_CLASS)
class RealCrowdSecIT {
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable RealCrowdSec started;

  @BeforeAll
  void startLapi(@TempDir Path directory) {
    PeerPackages.assumePresent();
    started = RealCrowdSec.start(directory);
  }

  @AfterAll
  void stopLapi() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void a_wrong_key_is_forbidden() throws Exception {
    HttpResponse<String> answer = stream("no-such-key", true);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("{\"message\":\"access forbidden\"}");
  }

  @Test
  void the_first_pull_holds_addresses_and_ranges_of_both_families() throws Exception {
    String key = crowdSec().addBouncer("families");
    crowdSec().ban("198.51.100.7", "4h");
    crowdSec().ban("198.51.100.128/25", "1h");
    crowdSec().ban("2001:db8::7", "30m");
    crowdSec().add("2001:db8:7::/48", "30m", "captcha");

    assertThat(stream(key, true).body())
        .containsPattern(decision("Ip", "ban", "198.51.100.7"))
        .containsPattern(decision("Range", "ban", "198.51.100.128/25"))
        .containsPattern(decision("Ip", "ban", "2001:db8::7"))
        .containsPattern(decision("Range", "captcha", "2001:db8:7::/48"));
  }

  @Test
  void values_keep_the_spelling_that_they_came_with() throws Exception {
    String key = crowdSec().addBouncer("spelling");
    crowdSec().ban("2001:DB8:0::AB", "4h");

    assertThat(stream(key, true).body()).containsPattern(decision("Ip", "ban", "2001:DB8:0::AB"));
  }

  @Test
  void a_delta_holds_what_is_new_and_empty_lists_are_null() throws Exception {
    String key = crowdSec().addBouncer("delta");
    stream(key, true);
    crowdSec().ban("192.0.2.1", "4h");

    assertThat(stream(key, false).body())
        .containsPattern(decision("Ip", "ban", "192.0.2.1"))
        .contains("\"new\":[");
    assertThat(stream(key, false).body()).endsWith("\"new\":null}");
  }

  @Test
  void deleting_tells_each_decision_with_a_negative_duration() throws Exception {
    String key = crowdSec().addBouncer("unban");
    crowdSec().ban("192.0.2.2", "4h");
    crowdSec().ban("192.0.2.2", "8h");
    stream(key, true);

    crowdSec().delete("192.0.2.2");

    String tombstone = "\"duration\":\"-[0-9.]+[mµn]?s\",\"id\":[0-9]+[^}]*\"value\":\"192.0.2.2\"";
    assertThat(stream(key, false).body())
        .containsPattern("\"deleted\":\\[.*" + tombstone + ".*" + tombstone + ".*\\],\"new\"");
  }

  @Test
  void a_restarted_lapi_still_knows_bouncers_and_decisions() throws Exception {
    String key = crowdSec().addBouncer("restart");
    crowdSec().ban("192.0.2.3", "4h");

    crowdSec().stop();
    await().atMost(Duration.ofSeconds(5)).until(() -> refuses(key));
    crowdSec().restart();

    assertThat(stream(key, true).body()).containsPattern(decision("Ip", "ban", "192.0.2.3"));
  }

  private RealCrowdSec crowdSec() {
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  private boolean refuses(String key) throws InterruptedException {
    try {
      stream(key, false);
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  private HttpResponse<String> stream(String key, boolean startup)
      throws IOException, InterruptedException {
    URI uri = crowdSec().uri().resolve("v1/decisions/stream?dedup=false&startup=" + startup);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("X-Api-Key", key)
            .header("User-Agent", "gatehouse-test/v1")
            .timeout(Duration.ofSeconds(10))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Keys are in alphabetical order; durations of 1.4.6 carry a fraction. */
  private static String decision(String scope, String type, String value) {
    return ("\"duration\":\"(\\d+h)?(\\d+m)?\\d+\\.\\d+s\",\"id\":\\d+,\"origin\":\"cscli\","
            + "\"scenario\":\"manual '%2$s' from '\\w+'\","
            + "\"scope\":\"%1$s\",\"type\":\"%2$s\",\"value\":\"%3$s\"")
        .formatted(scope, type, value.replace(".", "\\."));
  }
}
