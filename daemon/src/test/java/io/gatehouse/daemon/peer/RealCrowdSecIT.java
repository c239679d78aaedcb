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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real LAPI puts on the wire: the ground for every test against a scripted one. */
class RealCrowdSecIT {
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable RealCrowdSec started;

  @BeforeEach
  void startLapi(@TempDir Path directory) {
    PeerPackages.assumePresent();
    started = RealCrowdSec.start(directory);
  }

  @AfterEach
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
    String key = crowdSec().addBouncer("test");
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
    String key = crowdSec().addBouncer("test");
    crowdSec().ban("2001:DB8:0::AB", "4h");

    assertThat(stream(key, true).body()).containsPattern(decision("Ip", "ban", "2001:DB8:0::AB"));
  }

  @Test
  void a_delta_holds_what_is_new_and_empty_lists_are_null() throws Exception {
    String key = crowdSec().addBouncer("test");
    stream(key, true);
    crowdSec().ban("192.0.2.1", "4h");

    assertThat(stream(key, false).body())
        .containsPattern(decision("Ip", "ban", "192.0.2.1"))
        .contains("\"new\":[");
    assertThat(stream(key, false).body()).endsWith("\"new\":null}");
  }

  @Test
  void deleting_tells_each_decision_with_a_negative_duration() throws Exception {
    String key = crowdSec().addBouncer("test");
    crowdSec().ban("192.0.2.2", "4h");
    crowdSec().ban("192.0.2.2", "8h");
    stream(key, true);

    crowdSec().delete("192.0.2.2");

    String tombstone = "\"duration\":\"-[0-9.]+[mµn]?s\",\"id\":[0-9]+[^}]*\"value\":\"192.0.2.2\"";
    assertThat(stream(key, false).body())
        .containsPattern("\"deleted\":\\[.*" + tombstone + ".*" + tombstone + ".*\\],\"new\"");
  }

  @Test
  void a_tombstone_is_repeated_for_a_while_and_a_first_pull_has_it_too() throws Exception {
    String key = crowdSec().addBouncer("test");
    crowdSec().ban("192.0.2.4", "4h");
    stream(key, true);
    crowdSec().delete("192.0.2.4");

    assertThat(deleted(stream(key, false))).contains("\"value\":\"192.0.2.4\"");
    assertThat(deleted(stream(key, false))).contains("\"value\":\"192.0.2.4\"");
    assertThat(deleted(stream(key, true))).contains("\"value\":\"192.0.2.4\"");
  }

  /** Why every pull says {@code dedup=false}. */
  @Test
  void with_deduplication_one_of_two_decisions_is_neither_told_nor_taken_back() throws Exception {
    String key = crowdSec().addBouncer("test");
    crowdSec().ban("192.0.2.5", "8h");
    crowdSec().ban("192.0.2.5", "4h");

    assertThat(added(stream(key, "startup=true"))).containsOnlyOnce("\"192.0.2.5\"");
    crowdSec().delete("192.0.2.5");

    assertThat(deleted(stream(key, "startup=false"))).containsOnlyOnce("\"192.0.2.5\"");
    assertThat(deleted(stream(key, false)).split("\"192.0.2.5\"", -1)).hasSize(3);
  }

  @Test
  void what_ends_first_comes_first() throws Exception {
    String key = crowdSec().addBouncer("test");
    crowdSec().ban("192.0.2.6", "7h");
    crowdSec().ban("192.0.2.7", "5h");
    crowdSec().ban("192.0.2.8", "6h");

    assertThat(added(stream(key, true)))
        .containsSubsequence("\"192.0.2.7\"", "\"192.0.2.8\"", "\"192.0.2.6\"");
  }

  @Test
  void a_restarted_lapi_still_knows_bouncers_and_decisions() throws Exception {
    String key = crowdSec().addBouncer("test");
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

  private static String deleted(HttpResponse<String> answer) {
    return answer.body().substring(0, answer.body().indexOf("\"new\":"));
  }

  private static String added(HttpResponse<String> answer) {
    return answer.body().substring(answer.body().indexOf("\"new\":"));
  }

  private HttpResponse<String> stream(String key, boolean startup)
      throws IOException, InterruptedException {
    return stream(key, "dedup=false&startup=" + startup);
  }

  private HttpResponse<String> stream(String key, String query)
      throws IOException, InterruptedException {
    URI uri = crowdSec().uri().resolve("v1/decisions/stream?" + query);
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
