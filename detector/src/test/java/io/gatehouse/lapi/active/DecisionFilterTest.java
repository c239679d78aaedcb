package io.gatehouse.lapi.active;

import static io.gatehouse.lapi.active.Given.NOON;
import static io.gatehouse.lapi.active.Given.ban;
import static io.gatehouse.lapi.active.Given.because;
import static io.gatehouse.lapi.active.Given.decidedBy;
import static io.gatehouse.lapi.active.Given.ids;
import static io.gatehouse.lapi.active.Given.live;
import static io.gatehouse.lapi.active.Given.named;
import static io.gatehouse.lapi.active.Given.query;
import static io.gatehouse.lapi.active.Given.scoped;
import static io.gatehouse.lapi.active.Given.simulated;
import static io.gatehouse.lapi.active.Given.stream;
import static io.gatehouse.lapi.active.Given.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionFilterTest {
  private static final String UUID = "5f158e4e-ea77-4ca2-b1c2-e144b20169a7";

  private final ActiveDecisions active = new ActiveDecisions();

  private void hold(StoredDecision... decisions) {
    active.committed(1, List.of(decisions), List.of());
  }

  private void holdOneOfEach() {
    hold(
        ban(1, "192.0.2.1"),
        decidedBy("CAPI", ban(2, "192.0.2.2")),
        because("test/HTTP-probing", ban(3, "192.0.2.0/24")),
        simulated(ban(4, "192.0.2.4")),
        typed("captcha", ban(5, "192.0.2.5")),
        scoped("Country", ban(6, "FR")),
        scoped("user", named(ban(7, "root"), UUID)),
        decidedBy("", ban(8, "2001:db8::1")));
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, ip=1.2.3.4, true",
    "1.2.3.4, ip=1.2.3.5, false",
    "1.2.3.4, ip=::ffff:1.2.3.4, true",
    "1.2.3.4, range=1.2.3.0/24, false",
    "1.2.3.4, range=1.2.3.0/24&contains=false, true",
    "4.4.4.0/24, ip=4.4.4.3, true",
    "4.4.4.0/24, ip=4.4.4.4&contains=false, false",
    "4.4.4.0/24, ip=5.4.4.3, false",
    "4.4.4.0/24, range=4.4.0.0/16, false",
    "4.4.4.0/24, range=4.4.0.0/16&contains=false, true",
    "4.4.4.0/24, range=4.4.4.2/28, true",
    "4.4.4.0/24, range=4.4.3.2/28, false",
    "1111:2222:3333:4444:5555:6666:7777:8888, ip=1111:2222:3333:4444:5555:6666:7777:8888, true",
    "1111:2222:3333:4444:5555:6666:7777:8888, ip=1111:2222:3333:4444:5555:6666:7777:8887, false",
    "1111:2222:3333:4444:5555:6666:7777:8888, ip=1211:2222:3333:4444:5555:6666:7777:8888, false",
    "1111:2222:3333:4444:5555:6666:7777:8888, range=1111:2222:3333:4444:5555:6666:7777:8888/48,"
        + " false",
    "1111:2222:3333:4444:5555:6666:7777:8888, range=1111:2222:3333:4444:5555:6666:7777:8888/64,"
        + " false",
    "1111:2222:3333:4444:5555:6666:7777:8888,"
        + " range=1111:2222:3333:4444:5555:6666:7777:8888/48&contains=false, true",
    "1111:2222:3333:4444:5555:6666:7777:8888,"
        + " range=1111:2222:3333:4444:5555:6666:7777:8888/64&contains=false, true",
    "aaaa:2222:3333:4444::/64, ip=aaaa:2222:3333:4444:5555:6666:7777:8888, true",
    "aaaa:2222:3333:4444::/64, range=aaaa:2222:3333:4444:5555::/80, true",
    "aaaa:2222:3333:4444::/64, range=aaaa:2222:3333:4441:5555::/80, false",
    "aaaa:2222:3333:4444::/64, range=aaaa:2222:3333:4444:5555:6666:7777:8888/48, false",
    "aaaa:2222:3333:4444::/64, range=aaaa:2222:3333:4444:5555:6666:7777:8888/48&contains=false,"
        + " true",
    "bbbb:db8::/81, ip=bbbb:db8:0000:0000:0000:6fff:ffff:ffff, true",
    "bbbb:db8::/81, ip=bbbb:db8:0000:0000:0000:8fff:ffff:ffff, false",
    "::/0, ip=1.2.3.4, false",
    "::/0, ip=2001:db8::1, true",
    "0.0.0.0/0, ip=2001:db8::1, false",
    "0.0.0.0/0, range=::/0&contains=false, false",
    "0.0.0.0/0, ip=9.9.9.9, true"
  })
  void matches_addresses_as_upstream_does(String held, String query, boolean hit) {
    hold(ban(1, held));

    assertThat(live(active, query, NOON)).matches(hit ? "\\[\\{.*\"id\":1,.*}]" : "null");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1 2 3 5 6 7 8",
    "ip=192.0.2.1, 1 3",
    "scope=Ip, 1 2 5 8",
    "scopes=IP, 1 2 5 8",
    "scopes=range, 3",
    "'scopes=COUNTRY,user', 6 7",
    "scopes=User, ''",
    "'scopes=ip,range&scope=range', 3",
    "value=192.0.2.2, 2",
    "value=root, 7",
    "value=ROOT, ''",
    "value=192.0.2.1/32, ''",
    "type=captcha, 5",
    "type=Captcha, ''",
    "origins=CAPI, 2",
    "'origins=CAPI,', 2 8",
    "origins=capi, ''",
    "origins=, 8",
    "scenarios_containing=http, 3",
    "'scenarios_containing=HTTP,ssh', 1 2 3 5 6 7 8",
    "scenarios_containing=, 1 2 3 5 6 7 8",
    "'scenarios_not_containing=ssh,nothing', 3",
    "simulated=false, 1 2 3 5 6 7 8",
    "simulated=true, 1 2 3 4 5 6 7 8",
    "simulated=0, 1 2 3 4 5 6 7 8",
    "origin=CAPI, 1 2 3 5 6 7 8",
    "contains=false, 1 2 3 5 6 7 8",
    "range=192.0.2.0/24&contains=f, 1 2 3 5",
    "ip=192.0.2.77&range=192.0.2.5, 3 5",
    "dedup=false&startup=true&community_pull=false, 1 2 3 5 6 7 8"
  })
  void live_questions_choose(String query, String ids) {
    holdOneOfEach();

    assertThat(ids(live(active, query, NOON))).isEqualTo(ids);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1 2 3 5 8 |",
    "'scopes=ip,range,as,country&additional_pull=false&community_pull=false', 1 2 3 5 6 8 |",
    "scope=country, |",
    "scope=range, 3 |",
    "scopes=, |",
    "limit=1&id_gt=7&offset=3, 1 2 3 5 8 |",
    "limit=x, 1 2 3 5 8 |",
    "simulated=yes, 1 2 3 4 5 8 |",
    "ip=192.0.2.1, 1 3 |",
    "value=192.0.2.2, 2 |"
  })
  void stream_questions_choose(String query, String ids) {
    holdOneOfEach();

    assertThat(ids(stream(active, query, StreamQuestion.EVERYTHING, NOON))).isEqualTo(ids);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1 2 3 4 5 6 7 8",
    "origin=CAPI, 2",
    "scopes=range, 3",
    "scope=range, 3",
    "scenario=test/HTTP-probing, 3",
    "scenario=test/http-probing, ''",
    "uuid=" + UUID + ", 7",
    "uuid=" + UUID + "0, ''",
    "ip=192.0.2.4, 3 4",
    "range=192.0.2.0/24&contains=false&type=captcha, 5"
  })
  void deletions_choose_simulated_ones_too(String query, String ids) throws Exception {
    holdOneOfEach();

    assertThat(active.ids(DecisionFilter.ofDeletion(query(query)), NOON))
        .containsExactly(
            List.of(ids.split(" ")).stream()
                .filter(id -> !id.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ip=x; unable to convert 'x' to int: invalid ip address 'x': invalid ip address / range",
        "range=1.2.3.4/33; unable to convert '1.2.3.4/33' to int: invalid ip range '1.2.3.4/33':"
            + " invalid ip address / range",
        "ip=01.2.3.4; unable to convert '01.2.3.4' to int: invalid ip address '01.2.3.4': invalid"
            + " ip address / range",
        "ip=fe80::1%eth0; unable to convert 'fe80::1%eth0' to int: invalid ip address"
            + " 'fe80::1%eth0': invalid ip address / range",
        "ip=; unable to convert '' to int: invalid ip address '': invalid ip address / range",
        "contains=yes; invalid contains value : strconv.ParseBool: parsing \"yes\": invalid"
            + " syntax: invalid filter",
        "limit=many; invalid limit value : strconv.Atoi: parsing \"many\": invalid syntax: invalid"
            + " filter",
        "offset=; invalid offset value : strconv.Atoi: parsing \"\": invalid syntax: invalid"
            + " filter",
        "id_gt=1.5; invalid id_gt value : strconv.Atoi: parsing \"1.5\": invalid syntax: invalid"
            + " filter"
      })
  void refuses_with_the_words_of_upstream(String query, String message) {
    assertThatThrownBy(() -> DecisionFilter.ofLive(query(query)))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"origins", "simulated", "anything"})
  void a_deletion_refuses_what_it_does_not_know(String name) {
    assertThatThrownBy(() -> DecisionFilter.ofDeletion(query(name + "=1")))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessage("'" + name + "' doesn't exist: invalid filter");
  }

  @Test
  void of_a_repeated_parameter_the_first_counts() throws Exception {
    holdOneOfEach();
    DecisionFilter filter =
        DecisionFilter.ofLive(Map.of("ip", List.of("192.0.2.5", "192.0.2.1"), "type", List.of()));

    assertThat(active.ids(filter, NOON)).containsExactly(3, 5);
  }

  @Test
  void startup_and_dedup_are_heard_in_upstreams_spelling_only() throws Exception {
    assertThat(StreamQuestion.parse(query("startup=true"), 7, NOON).cursor()).isEqualTo(-1);
    assertThat(StreamQuestion.parse(query("startup=TRUE"), 7, NOON).cursor()).isEqualTo(7);
    assertThat(StreamQuestion.parse(query("dedup=false"), 7, NOON).dedup()).isFalse();
    assertThat(StreamQuestion.parse(query("dedup=0"), 7, NOON).dedup()).isTrue();
  }
}
