package io.gatehouse.lapi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/decisions/stream}: everything first, then what has changed. */
public abstract class DecisionStreamContract extends LapiContract {

  @Test
  void changes_follow_the_first_pull_and_what_was_deleted_is_told_again_at_startup() {
    Caller bouncer = bouncer();
    given(WireDecision.ban("1.0.0.1"), WireDecision.ban("1.0.0.2"), WireDecision.ban("1.0.0.3"));
    assertThat(startup(bouncer).added()).containsExactlyInAnyOrder("1.0.0.1", "1.0.0.2", "1.0.0.3");

    given(WireDecision.ban("1.0.0.4"));
    WireAnswer more = delta(bouncer);
    assertThat(more.added()).containsExactly("1.0.0.4");
    assertThat(more.deleted()).doesNotContain("1.0.0.4");

    deleteDecisions("ip=1.0.0.2");
    WireAnswer less = delta(bouncer);
    assertThat(less.deleted()).contains("1.0.0.2").doesNotContain("1.0.0.1", "1.0.0.4");
    assertThat(less.added()).isEmpty();
    assertThat(less.deletedText())
        .containsPattern("\"duration\":\"(-[0-9.hmnµ]+s|0s)\",\"id\":\\d+[^}]*\"1\\.0\\.0\\.2\"");

    WireAnswer again = startup(bouncer);
    assertThat(again.added()).containsExactlyInAnyOrder("1.0.0.1", "1.0.0.3", "1.0.0.4");
    assertThat(again.deleted()).contains("1.0.0.2").doesNotContain("1.0.0.1");
  }

  @Test
  void nothing_new_has_its_own_shape() {
    Caller bouncer = bouncer();
    startup(bouncer);

    WireAnswer answer = delta(bouncer);

    if (isDebian()) {
      assertThat(answer.body()).endsWith("\"new\":null}");
    } else {
      answer.expect(200, "{\"new\": [], \"deleted\": []}");
      assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
    }
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("Content-Encoding")).isEmpty();
  }

  @Test
  void keys_are_in_order_of_the_alphabet() {
    given(WireDecision.ban("1.2.3.4"));

    String element =
        "\\{\"duration\":\"(3h59m[0-9.]+s|4h0m0s)\",\"id\":\\d+,\"origin\":\"cscli\",\"scenario\":\"manual\","
            + "\"scope\":\"Ip\",\"type\":\"ban\",(\"uuid\":\"[0-9a-f-]{36}\",)?"
            + "\"value\":\"1\\.2\\.3\\.4\"}";
    assertThat(startup(bouncer()).addedText()).containsPattern(element);
  }

  @Test
  @UnlikeDebian("durations have a fraction, and decisions no uuid")
  void durations_are_whole_seconds_and_decisions_have_a_uuid() {
    given(WireDecision.ban("1.2.3.4"));

    assertThat(startup(bouncer()).body())
        .startsWith("{\"new\": [{\"duration\":\"")
        .containsPattern("\"duration\":\"(3h59m[0-9]+s|4h0m0s)\"")
        .containsPattern("\"uuid\":\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-")
        .contains("}], \"deleted\": [");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 1.2.3.4,5.6.7.0/24",
        "&scopes=ip | 1.2.3.4",
        "&scopes=ip%2Crange%2Cas%2Ccountry | 1.2.3.4,5.6.7.0/24,FR,64500",
        "&scopes=user | somebody",
        "&scopes=user,ip | 1.2.3.4,somebody",
        "&scopes=country | FR",
        "&additional_pull=false&community_pull=false | 1.2.3.4,5.6.7.0/24",
        "&whatever=1 | 1.2.3.4,5.6.7.0/24",
        "&origins=CAPI | 5.6.7.0/24",
        "&type=captcha | ''",
      })
  void other_scopes_come_only_when_they_are_named(String query, String values) {
    given(
        WireDecision.ban("1.2.3.4"),
        WireDecision.ban("5.6.7.0/24").by("CAPI"),
        WireDecision.ban("FR").scoped("Country"),
        WireDecision.ban("64500").scoped("AS"),
        WireDecision.ban("somebody").scoped("user"));

    String told = String.join(",", stream(bouncer(), "startup=true" + query).added());

    assertThat(told.split(",")).containsExactlyInAnyOrder(values.split(","));
  }

  @Test
  void of_several_about_one_value_the_longest_is_told() {
    givenThree();

    assertThat(startup(bouncer()).addedText()).containsOnlyOnce("127.0.0.1").contains("5h");
  }

  @ParameterizedTest
  @CsvSource({
    "scenarios_containing=ssh, 3h",
    "scenarios_containing=http, 5h",
    "scenarios_not_containing=http, 3h",
    "origins=cscli, 1h",
    "origins=crowdsec, 5h",
    "'origins=cscli,lists', 3h",
  })
  @UnlikeDebian("the longest is chosen before the filter acts: nothing is told (crowdsec#2014)")
  void of_several_that_a_filter_lets_through_the_longest_is_told(String query, String duration) {
    given(
        WireDecision.ban("127.0.0.1").lasting("1h30s").because("test/ssh-bf"),
        WireDecision.ban("127.0.0.1").lasting("3h30s").because("test/ssh-bf").by("lists"),
        WireDecision.ban("127.0.0.1").lasting("5h30s").because("test/http-bf").by("crowdsec"));

    assertThat(stream(bouncer(), "startup=true&" + query).addedText())
        .containsOnlyOnce("127.0.0.1")
        .contains("\"duration\":\"" + duration + "0m");
  }

  @Test
  void without_deduplication_all_are_told_and_taken_back() {
    Caller bouncer = bouncer();
    givenThree();
    assertThat(stream(bouncer, "startup=true&dedup=false").added())
        .containsExactly("127.0.0.1", "127.0.0.1", "127.0.0.1");

    deleteDecisions("ip=127.0.0.1");

    assertThat(stream(bouncer, "dedup=false").deleted().stream().filter("127.0.0.1"::equals))
        .hasSize(3);
  }

  @Test
  void two_types_for_one_value_are_both_told() {
    given(WireDecision.ban("1.2.3.4"), WireDecision.ban("1.2.3.4").typed("captcha").lasting("8h"));

    assertThat(startup(bouncer()).added()).containsExactly("1.2.3.4", "1.2.3.4");
  }

  @Test
  void a_longer_decision_is_told_over_a_shorter_one() {
    Caller bouncer = bouncer();
    given(WireDecision.ban("1.2.3.4").lasting("1h"));
    startup(bouncer);

    given(WireDecision.ban("1.2.3.4").lasting("9h"));

    assertThat(delta(bouncer).addedText()).contains("\"duration\":\"8h59m");
  }

  @Test
  @UnlikeDebian("only the longest is taken back: who keeps one of a value lets it through")
  void a_shorter_decision_resurfaces_when_the_longer_one_is_deleted() {
    Caller bouncer = bouncer();
    given(WireDecision.ban("1.2.3.4").lasting("1h"), WireDecision.ban("1.2.3.4").lasting("9h"));
    long longest = startup(bouncer).ids().get(0);

    wire().delete("v1/decisions/" + longest, machine()).expect(200);

    WireAnswer change = delta(bouncer);
    assertThat(change.addedText()).contains("\"duration\":\"59m");
    assertThat(change.deleted()).doesNotContain("1.2.3.4");
  }

  @Test
  @UnlikeDebian("one value in two spellings is two values")
  void one_address_in_two_spellings_is_one() {
    given(
        WireDecision.ban("2001:db8::7"),
        WireDecision.ban("2001:DB8:0::7").lasting("9h"),
        WireDecision.ban("192.0.2.9"),
        WireDecision.ban("192.0.2.9/32").scoped("Ip").lasting("9h"));

    assertThat(startup(bouncer()).added())
        .containsExactlyInAnyOrder("2001:DB8:0::7", "192.0.2.9/32");
  }

  @Test
  void a_simulated_decision_is_not_told() {
    post(WireAlert.deciding(WireDecision.ban("1.2.3.4")).inSimulation());

    assertThat(startup(bouncer()).added()).isEmpty();
  }

  @Test
  @UnlikeDebian("a longer simulated decision hides a shorter real one")
  void a_simulated_decision_hides_no_real_one() {
    post(WireAlert.deciding(WireDecision.ban("1.2.3.4").lasting("9h")).inSimulation());
    given(WireDecision.ban("1.2.3.4").lasting("1h"));

    assertThat(startup(bouncer()).added()).containsExactly("1.2.3.4");
  }

  @Test
  void each_bouncer_has_its_own_place() {
    Caller one = bouncer();
    Caller other = bouncer();
    startup(one);
    startup(other);
    given(WireDecision.ban("1.2.3.4"));

    assertThat(delta(one).added()).containsExactly("1.2.3.4");
    assertThat(delta(one).added()).isEmpty();
    assertThat(delta(other).added()).containsExactly("1.2.3.4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "startup=false", "startup=1", "startup=TRUE"})
  @UnlikeDebian("a bouncer's place is set when it is registered: it never hears of what was before")
  void who_has_never_pulled_gets_everything(String query) {
    given(WireDecision.ban("1.2.3.4"));

    assertThat(stream(bouncer(), query).added()).containsExactly("1.2.3.4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"startup=1", "startup=TRUE", "startup=yes", "startup="})
  void only_the_word_true_is_a_startup(String query) {
    Caller bouncer = bouncer();
    given(WireDecision.ban("1.2.3.4"));
    startup(bouncer);

    assertThat(stream(bouncer, query).added()).isEmpty();
  }

  @Test
  void neither_head_nor_a_live_question_moves_a_bouncer_on() {
    Caller bouncer = bouncer();
    startup(bouncer);
    given(WireDecision.ban("1.2.3.4"));

    wire().get("v1/decisions?ip=1.2.3.4", bouncer).expect(200);
    wire().head("v1/decisions", bouncer).expect(200);
    if (!isDebian()) {
      wire().head("v1/decisions/stream", bouncer).expect(200, "");
    }

    assertThat(delta(bouncer).added()).containsExactly("1.2.3.4");
  }

  @Test
  void what_came_and_went_between_two_pulls_is_not_new() {
    Caller bouncer = bouncer();
    startup(bouncer);
    given(WireDecision.ban("1.2.3.4"));
    deleteDecisions("ip=1.2.3.4");

    assertThat(delta(bouncer).added()).isEmpty();
  }

  @Test
  void what_ends_by_itself_is_told() {
    Caller bouncer = bouncer();
    given(WireDecision.ban("1.2.3.4").lasting("12s"), WireDecision.ban("5.6.7.8"));
    startup(bouncer);

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(delta(bouncer).deleted()).contains("1.2.3.4"));
    assertThat(startup(bouncer).added()).containsExactly("5.6.7.8");
  }

  @Test
  @UnlikeDebian("decisions go with their alert and bouncers are not told")
  void deleting_an_alert_unbans() {
    Caller bouncer = bouncer();
    given(WireDecision.ban("1.2.3.4"));
    startup(bouncer);

    wire().delete("v1/alerts?ip=1.2.3.4", machine()).expect(200, "{\"nbDeleted\":\"1\"}");

    assertThat(delta(bouncer).deleted()).containsExactly("1.2.3.4");
  }

  @Test
  void a_bad_filter_is_an_error_and_no_empty_list() {
    Caller bouncer = bouncer();
    startup(bouncer);
    given(WireDecision.ban("1.2.3.4"));

    asked(bouncer, "ip=foo")
        .expectRefusal(isDebian() ? "unable to query" : "unable to convert 'foo' to int");

    assertThat(delta(bouncer).added()).containsExactly("1.2.3.4");
  }

  @Test
  void nobody_but_a_bouncer_may_ask() {
    wire().get("v1/decisions/stream?startup=true", machine()).expect(403, FORBIDDEN);
  }

  private void givenThree() {
    given(
        WireDecision.ban("127.0.0.1").lasting("1h30s"),
        WireDecision.ban("127.0.0.1").lasting("3h30s"),
        WireDecision.ban("127.0.0.1").lasting("5h30s"));
  }

  private WireAnswer startup(Caller bouncer) {
    return stream(bouncer, "startup=true");
  }

  private WireAnswer delta(Caller bouncer) {
    return stream(bouncer, "startup=false");
  }

  private WireAnswer stream(Caller bouncer, String query) {
    return asked(bouncer, query).expect(200);
  }

  private WireAnswer asked(Caller bouncer, String query) {
    return wire().get("v1/decisions/stream?" + query, bouncer);
  }
}
