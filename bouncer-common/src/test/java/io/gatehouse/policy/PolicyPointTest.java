package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Remediation;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyPointTest {

  @ParameterizedTest
  @CsvSource({
    // point can            fallback  decided           carried out
    "ban captcha challenge, ban,      captcha,          captcha",
    "ban challenge,         ban,      captcha,          challenge",
    "ban challenge,         ban,      appsec-challenge, challenge",
    "ban throttle,          ban,      captcha,          ban",
    "ban throttle,          throttle, captcha,          throttle",
    "ban,                   observe,  captcha,          observe",
    "ban,                   ban,      throttle,         observe",
    "captcha,               ban,      ban,              captcha",
    "throttle,              ban,      ban,              throttle",
    "ban captcha,           captcha,  slow_down,        captcha",
    "ban captcha,           ban,      slow_down,        ban",
    "ban slow_down,         ban,      slow_down,        slow_down",
  })
  void a_decision_is_carried_out_as_far_as_the_point_can(
      String actions, String fallback, String decided, String done) {
    assertThat(point(actions, fallback).carriedOut(Remediation.of(decided))).hasToString(done);
  }

  @ParameterizedTest
  @CsvSource({
    // point can            wanted     asked    standing  severity  done
    "ban captcha challenge, captcha,   ban,     POSSIBLE, HIGH,     captcha",
    "ban captcha,           challenge, ban,     SHARED,   MEDIUM,   captcha",
    "ban captcha challenge, throttle,  ban,     SHARED,   LOW,      challenge",
    "ban challenge,         captcha,   ban,     POSSIBLE, MEDIUM,   challenge",
    "ban challenge,         captcha,   ban,     POSSIBLE, HIGH,     ban",
    "ban challenge,         captcha,   ban,     FORGEABLE, MEDIUM,  ban",
    "ban throttle,          challenge, ban,     SHARED,   MEDIUM,   throttle",
    "ban throttle,          captcha,   ban,     SHARED,   HIGH,     ban",
    "ban throttle,          captcha,   ban,     POSSIBLE, MEDIUM,   ban",
    "ban throttle,          observe,   ban,     SHARED,   NONE,     observe",
    "ban challenge,         challenge, captcha, SHARED,   MEDIUM,   challenge",
  })
  void what_a_point_cannot_do_becomes_the_nearest_that_does_the_job(
      String actions,
      String wanted,
      String asked,
      Standing standing,
      Severity severity,
      String done) {
    assertThat(
            point(actions, "ban")
                .nearest(Remediation.of(wanted), Remediation.of(asked), standing, severity))
        .hasToString(done);
  }

  @ParameterizedTest
  @CsvSource({
    "captcha,   SHARED,    MEDIUM, throttle",
    "challenge, SHARED,    LOW,    throttle",
    "captcha,   SHARED,    HIGH,   ban",
    "captcha,   POSSIBLE,  MEDIUM, ban",
    "captcha,   DEDICATED, MEDIUM, ban",
    "throttle,  SHARED,    LOW,    throttle",
    "observe,   DEDICATED, NONE,   observe",
    "ban,       SHARED,    LOW,    ban",
  })
  void a_client_that_cannot_answer_is_refused_or_slowed_down(
      String wanted, Standing standing, Severity severity, String done) {
    assertThat(PolicyPoint.withoutQuestion(Remediation.of(wanted), standing, severity))
        .hasToString(done);
  }

  @Test
  void without_a_captcha_provider_a_captcha_at_a_shared_address_is_work() {
    PolicyPoint point =
        new PolicyPoint(
            Layer.HTTP, Set.of(Remediation.BAN, Remediation.CHALLENGE), Set.of(), Remediation.BAN);

    assertThat(
            Given.effect(
                Given.enforced(point),
                Given.about(Given.captcha(Given.EXPLOIT), Given.listed(SharedSource.OPERATOR))))
        .isEqualTo("challenge");
  }

  private static PolicyPoint point(String actions, String fallback) {
    return new PolicyPoint(
        Layer.HTTP,
        Arrays.stream(actions.split(" ")).map(Remediation::of).collect(Collectors.toSet()),
        Set.of(),
        Remediation.of(fallback));
  }
}
