package io.gatehouse.lapi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code DELETE /v1/decisions}: how an operator takes a decision back. */
public abstract class DecisionDeletionContract extends LapiContract {
  private Caller asking = Caller.nobody();

  @BeforeAll
  final void addBouncer() {
    asking = bouncer();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ip=1.2.3.4 | 1",
        "ip=5.6.7.8 | 1",
        "range=5.6.0.0/16 | 0",
        "range=5.6.0.0/16&contains=false | 1",
        "value=1.2.3.5 | 1",
        "type=captcha | 1",
        "scopes=Range | 1",
        "scenario=manual | 2",
        "ip=9.9.9.9 | 0",
        "'' | 3",
      })
  void decisions_are_deleted_by_filter(String query, int count) {
    given(
        WireDecision.ban("1.2.3.4"),
        WireDecision.ban("1.2.3.5").typed("captcha"),
        WireDecision.ban("5.6.7.0/24").because("other"));

    deleteDecisions(query).expect(200, "{\"nbDeleted\":\"%d\"}".formatted(count));

    assertThat(live("").values()).hasSize(3 - count);
    deleteDecisions(query).expect(200, "{\"nbDeleted\":\"0\"}");
  }

  @Test
  @UnlikeDebian("origin and the singular scope are no filters yet, and scopes have a case")
  void decisions_are_deleted_by_origin_and_by_one_scope() {
    given(WireDecision.ban("1.2.3.4"), WireDecision.ban("5.6.7.0/24").by("lists"));

    deleteDecisions("origin=lists").expect(200, "{\"nbDeleted\":\"1\"}");
    deleteDecisions("scope=IP").expect(200, "{\"nbDeleted\":\"1\"}");
  }

  @Test
  void a_decision_is_deleted_by_id() {
    given(WireDecision.ban("1.2.3.4"), WireDecision.ban("1.2.3.5"));
    long id = live("ip=1.2.3.4").ids().get(0);

    wire().delete("v1/decisions/" + id, machine()).expect(200, "{\"nbDeleted\":\"1\"}");

    assertThat(live("").values()).containsExactly("1.2.3.5");
  }

  @Test
  void a_decision_that_is_not_there_cannot_be_deleted() {
    wire()
        .delete("v1/decisions/999999", machine())
        .expectRefusal("decision with id '999999' doesn't exist: unable to delete");
    wire()
        .delete("v1/decisions/x", machine())
        .expect(400, "{\"message\":\"decision_id must be valid integer\"}");
  }

  @Test
  void a_deleted_decision_stays_in_its_alert() {
    given(WireDecision.ban("1.2.3.4"));
    deleteDecisions("ip=1.2.3.4");

    assertThat(alerts("value=1.2.3.4").body())
        .containsPattern("\"decisions\":\\[\\{\"duration\":\"(-[0-9.mnµ]+s|0s)\"");
  }

  private WireAnswer alerts(String query) {
    return wire().get("v1/alerts?" + query, machine());
  }

  private WireAnswer live(String query) {
    return wire().get("v1/decisions?" + query, asking);
  }
}
