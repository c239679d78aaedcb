package io.gatehouse.lapi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/decisions}: what is in force for this address now. */
public abstract class LiveDecisionsContract extends LapiContract {
  private Caller asking = Caller.nobody();

  @BeforeAll
  final void addBouncer() {
    asking = bouncer();
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, ip=1.2.3.4, true",
    "1.2.3.4, ip=1.2.3.5, false",
    "1.2.3.4, range=1.2.3.4, true",
    "1.2.3.4, ip=1.2.3.4/32, true",
    "1.2.3.4, range=1.2.3.0/24, false",
    "1.2.3.4, range=1.2.3.0/24&contains=false, true",
    "4.4.4.0/24, ip=4.4.4.3, true",
    "4.4.4.0/24, ip=4.4.4.4&contains=false, false",
    "4.4.4.0/24, ip=5.4.4.3, false",
    "4.4.4.0/24, range=4.4.0.0/16, false",
    "4.4.4.0/24, range=4.4.0.0/16&contains=false, true",
    "4.4.4.0/24, range=4.4.4.2/28, true",
    "4.4.4.0/24, range=4.4.3.2/28, false",
    "4.4.4.0/24, ip=4.4.4.0, true",
    "4.4.4.0/24, ip=4.4.4.255, true",
    "4.4.4.0/24, ip=4.4.5.0, false",
    "0.0.0.0/0, ip=255.255.255.255, true",
    "0.0.0.0/0, ip=::1, false",
    "::/0, ip=1.2.3.4, false",
    "1111:2222:3333:4444:5555:6666:7777:8888, ip=1111:2222:3333:4444:5555:6666:7777:8888, true",
    "1111:2222:3333:4444:5555:6666:7777:8888, ip=1111:2222:3333:4444:5555:6666:7777:8887, false",
    "1111:2222:3333:4444:5555:6666:7777:8888, ip=1211:2222:3333:4444:5555:6666:7777:8888, false",
    "1111:2222:3333:4444:5555:6666:7777:8888, range=1111:2222:3333:4444:5555:6666:7777:8888/48,"
        + " false",
    "1111:2222:3333:4444:5555:6666:7777:8888, range=1111:2222:3333:4444:5555:6666:7777:8888/64,"
        + " false",
    "1111:2222:3333:4444:5555:6666:7777:8888,"
        + " range=1111:2222:3333:4444:5555:6666:7777:8888/64&contains=false, true",
    "1111:2222:3333:4444:5555:6666:7777:8888,"
        + " range=1111:2222:3333:4444:5555:6666:7777:8888/48&contains=false, true",
    "aaaa:2222:3333:4444::/64, ip=aaaa:2222:3333:4444:5555:6666:7777:8888, true",
    "aaaa:2222:3333:4444::/64, range=aaaa:2222:3333:4444:5555::/80, true",
    "aaaa:2222:3333:4444::/64, range=aaaa:2222:3333:4441:5555::/80, false",
    "aaaa:2222:3333:4444::/64, range=aaaa:2222:3333:4444:5555:6666:7777:8888/48, false",
    "aaaa:2222:3333:4444::/64, range=aaaa:2222:3333:4444:5555:6666:7777:8888/48&contains=false,"
        + " true",
    "bbbb:db8::/81, ip=bbbb:db8::6fff:ffff:ffff, true",
    "bbbb:db8::/81, ip=bbbb:db8::8fff:ffff:ffff, false",
    "2001:DB8:0::AB, ip=2001:db8::ab, true",
  })
  void an_address_or_range_finds_what_covers_it(String banned, String query, boolean hit) {
    given(WireDecision.ban(banned));

    WireAnswer answer = live(query);

    if (hit) {
      assertThat(answer.values()).containsExactly(banned);
    } else {
      answer.expect(200, "null");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, false",
    "t, false",
    "true, false",
    "TRUE, false",
    "0, true",
    "f, true",
    "false, true",
    "FALSE, true"
  })
  void contains_is_read_as_go_reads_a_bool(String text, boolean hit) {
    given(WireDecision.ban("1.2.3.4"));

    assertThat(live("range=1.2.3.0/24&contains=" + text).values()).hasSize(hit ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "1.2.3.4.5", "1.2.3.4/33", "::1/129", "1.2.3.0-1.2.3.9", ""})
  void what_is_no_address_is_refused(String text) {
    live("ip=" + text).expectRefusal("unable to convert '" + text + "' to int");
  }

  @Test
  @UnlikeDebian("an address with a zone is taken as text without a family and finds nothing")
  void an_address_with_a_zone_is_refused() {
    live("ip=fe80::1%25eth0").expectRefusal("unable to convert 'fe80::1%eth0' to int");
  }

  @Test
  void a_mapped_address_is_an_ipv4_address() {
    given(WireDecision.ban("1.2.3.4"));

    assertThat(live("ip=::ffff:1.2.3.4").values()).containsExactly("1.2.3.4");
  }

  @Test
  void nothing_is_the_word_null() {
    WireAnswer answer = live("ip=1.2.3.4").expect(200, "null");

    assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(answer.header("Content-Encoding")).isEmpty();
  }

  @Test
  void keys_are_in_order_of_the_alphabet_and_there_is_no_uuid() {
    given(WireDecision.ban("1.2.3.4"));

    String seconds = isDebian() ? "[0-9.]+s" : "[0-9]+s";
    assertThat(live("ip=1.2.3.4").body())
        .matches(
            "\\[\\{\"duration\":\"(3h59m"
                + seconds
                + "|4h0m0s)\",\"id\":\\d+,\"origin\":\"cscli\",\"scenario\":\"manual\","
                + "\"scope\":\"Ip\",\"type\":\"ban\",\"value\":\"1\\.2\\.3\\.4\"}]");
  }

  @Test
  void html_is_escaped_as_go_escapes_it() {
    given(WireDecision.ban("1.2.3.4").because("a<b>&c é"));

    assertThat(live("ip=1.2.3.4").body()).contains("\"scenario\":\"a\\u003cb\\u003e\\u0026c é\"");
  }

  @Test
  void all_decisions_about_one_value_are_told() {
    given(
        WireDecision.ban("1.2.3.4"),
        WireDecision.ban("1.2.3.4").lasting("8h"),
        WireDecision.ban("1.2.3.4").typed("captcha"),
        WireDecision.ban("1.2.3.0/24"));

    assertThat(live("ip=1.2.3.4").values())
        .containsExactlyInAnyOrder("1.2.3.4", "1.2.3.4", "1.2.3.4", "1.2.3.0/24");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scopes=ip | 1.2.3.4,5.6.7.8",
        "scopes=IP,rAnGe | 1.2.3.4,5.6.7.8,9.9.9.0/24",
        "scopes=user | somebody",
        "scopes=User | ''",
        "scopes=user,ip | 1.2.3.4,5.6.7.8,somebody",
        "value=1.2.3.4 | 1.2.3.4",
        "value=1.2.3 | ''",
        "value=somebody | somebody",
        "type=captcha | 5.6.7.8",
        "type=Captcha | ''",
        "origins=CAPI | 5.6.7.8",
        "origins=capi | ''",
        "origins=cscli | 1.2.3.4,9.9.9.0/24,somebody",
        "origins=cscli,CAPI | 1.2.3.4,5.6.7.8,9.9.9.0/24,somebody",
        "scenarios_containing=ssh | 5.6.7.8,9.9.9.0/24",
        "scenarios_containing=SSH | 5.6.7.8,9.9.9.0/24",
        "scenarios_containing=bf,probing | 5.6.7.8,9.9.9.0/24",
        "scenarios_containing=nothing | ''",
        "scenarios_not_containing=ssh | 1.2.3.4,somebody",
        "scenarios_not_containing=ssh,manual | ''",
        "origin=CAPI&scenario=x&whatever=1 | 1.2.3.4,5.6.7.8,9.9.9.0/24,somebody",
        "ip=9.9.9.9&type=ban | 9.9.9.0/24",
        "ip=9.9.9.9&type=captcha | ''",
      })
  void filters_choose(String query, String values) {
    given(
        WireDecision.ban("1.2.3.4"),
        WireDecision.ban("5.6.7.8").typed("captcha").by("CAPI").because("test/SSH-bf"),
        WireDecision.ban("9.9.9.0/24").because("ssh-probing"),
        WireDecision.ban("somebody").scoped("user"));

    String told = String.join(",", live(query).values());

    assertThat(told.split(",")).containsExactlyInAnyOrder(values.split(","));
  }

  @Test
  @UnlikeDebian("ignores the singular")
  void scope_may_be_singular() {
    given(WireDecision.ban("1.2.3.4"), WireDecision.ban("9.9.9.0/24"));

    assertThat(live("scope=ip").values()).containsExactly("1.2.3.4");
  }

  @Test
  @UnlikeDebian("these are of a later release")
  void rows_can_be_limited_and_left_out() {
    given(WireDecision.ban("1.0.0.1"), WireDecision.ban("1.0.0.2"), WireDecision.ban("1.0.0.3"));
    long first = live("value=1.0.0.1").ids().get(0);

    assertThat(live("limit=2").values()).containsExactly("1.0.0.1", "1.0.0.2");
    assertThat(live("limit=1&offset=1").values()).containsExactly("1.0.0.2");
    assertThat(live("id_gt=" + first).values()).containsExactly("1.0.0.2", "1.0.0.3");
  }

  @Test
  void a_simulated_decision_is_told_only_when_asked_for() {
    post(WireAlert.deciding(WireDecision.ban("1.2.3.4")).inSimulation());

    live("ip=1.2.3.4").expect(200, "null");
    live("ip=1.2.3.4&simulated=false").expect(200, "null");
    assertThat(live("ip=1.2.3.4&simulated=true").values()).containsExactly("1.2.3.4");
  }

  @Test
  void what_was_over_when_it_came_is_not_told() {
    post(
        WireAlert.deciding(WireDecision.ban("1.2.3.4").lasting("1h"))
            .stoppedBefore(Duration.ofHours(2)));

    live("ip=1.2.3.4").expect(200, "null");
  }

  @Test
  void head_says_nothing_about_matches() {
    given(WireDecision.ban("1.2.3.4"));

    wire().head("v1/decisions?ip=1.2.3.4", asking).expect(200, "");
    wire().head("v1/decisions?ip=9.9.9.9", asking).expect(200, "");
  }

  @Test
  void a_slash_at_the_end_is_sent_elsewhere() {
    WireAnswer answer = wire().get("v1/decisions/?ip=1.2.3.4", asking).expect(301);

    assertThat(answer.header("Location")).endsWith("/v1/decisions?ip=1.2.3.4");
  }

  @ParameterizedTest
  @CsvSource({"POST, v1/decisions, 405", "POST, v1/decisions/stream, 405", "GET, v1/nothing, 404"})
  void what_has_no_route_gets_an_empty_answer(String method, String path, int status) {
    byte[] body = method.equals("POST") ? new byte[0] : null;

    wire().send(method, path, asking, body).expect(status, "");
  }

  private WireAnswer live(String query) {
    return wire().get("v1/decisions?" + query, asking);
  }
}
