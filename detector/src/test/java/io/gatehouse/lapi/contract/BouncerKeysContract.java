package io.gatehouse.lapi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lapi.contract.LapiUnderTest.BouncerRow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask for decisions. */
public abstract class BouncerKeysContract extends LapiContract {

  @ParameterizedTest
  @ValueSource(strings = {"v1/decisions?ip=1.2.3.4", "v1/decisions/stream?startup=true"})
  void without_a_good_key_access_is_forbidden(String path) {
    wire().get(path, Caller.nobody()).expect(403, FORBIDDEN);
    wire().get(path, Caller.bouncer("no-such-key")).expect(403, FORBIDDEN);
    wire().get(path, Caller.bouncer("")).expect(403, FORBIDDEN);
    wire().head(path, Caller.bouncer("no-such-key")).expect(403, "");
  }

  @Test
  void a_key_with_one_letter_more_or_less_is_another() {
    String key = lapi().addBouncer(unique("bouncer"));

    ask(Caller.bouncer(key)).expect(200);
    ask(Caller.bouncer(key + "A")).expect(403, FORBIDDEN);
    ask(Caller.bouncer(key.substring(1))).expect(403, FORBIDDEN);
  }

  @Test
  void a_bouncer_is_nobody_where_a_machine_is_asked_for() {
    wire()
        .get("v1/alerts", bouncer())
        .expect(401, "{\"code\":401,\"message\":\"cookie token is empty\"}");
  }

  @Test
  void before_its_first_request_a_bouncer_has_no_address() {
    String name = unique("bouncer");
    lapi().addBouncer(name);

    assertThat(rows(name)).containsExactly(new BouncerRow(name, "", "", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "crowdsec-firewall-bouncer/v0.0.34-debian, crowdsec-firewall-bouncer, v0.0.34-debian",
    "a/b/c, a/b/c, N/A",
    "nothing, nothing, N/A",
  })
  void its_user_agent_says_what_it_is(String userAgent, String type, String version) {
    String name = unique("bouncer");
    String key = lapi().addBouncer(name);

    ask(Caller.bouncer(key).calling(userAgent)).expect(200);

    assertThat(rows(name)).containsExactly(new BouncerRow(name, "127.0.0.1", type, version));
  }

  @Test
  @UnlikeDebian("one row for each key, which holds the last address")
  void a_key_used_from_a_second_address_gets_a_second_row_and_no_third() {
    String name = unique("bouncer");
    Caller bouncer = Caller.bouncer(lapi().addBouncer(name));
    ask(bouncer).expect(200);

    try (Wire second = wire().from("127.0.0.2")) {
      second.get("v1/decisions?ip=1.2.3.4", bouncer).expect(200);
      second.get("v1/decisions/stream?startup=true", bouncer).expect(200);
    }
    ask(bouncer).expect(200);

    assertThat(rows(name)).extracting(BouncerRow::name).containsExactly(name, name + "@127.0.0.2");
    assertThat(rows(name))
        .extracting(BouncerRow::address)
        .containsExactly("127.0.0.1", "127.0.0.2");
  }

  @Test
  @UnlikeDebian("one row for each key, so that one address takes what the other never sees")
  void two_addresses_with_one_key_have_each_its_own_place() {
    Caller bouncer = bouncer();
    try (Wire second = wire().from("127.0.0.2")) {
      wire().get("v1/decisions/stream?startup=true", bouncer).expect(200);
      second.get("v1/decisions/stream?startup=true", bouncer).expect(200);
      given(WireDecision.ban("1.2.3.4"));

      assertThat(wire().get("v1/decisions/stream", bouncer).added()).containsExactly("1.2.3.4");
      assertThat(second.get("v1/decisions/stream", bouncer).added()).containsExactly("1.2.3.4");
    }
  }

  @Test
  @UnlikeDebian("a key that is asked for with HEAD counts as used")
  void asking_with_head_leaves_no_trace() {
    String name = unique("bouncer");
    Caller bouncer = Caller.bouncer(lapi().addBouncer(name)).calling("appsec/v1.7.8");

    wire().head("v1/decisions/stream", bouncer).expect(200, "");

    assertThat(rows(name)).containsExactly(new BouncerRow(name, "", "", ""));
  }

  @Test
  void the_name_of_the_header_has_no_case() {
    String key = lapi().addBouncer(unique("bouncer"));

    ask(Caller.nobody().with("x-api-key", key)).expect(200);
  }

  private WireAnswer ask(Caller caller) {
    return wire().get("v1/decisions?ip=1.2.3.4", caller);
  }

  private List<BouncerRow> rows(String name) {
    return lapi().bouncers().stream().filter(row -> row.name().startsWith(name)).toList();
  }
}
