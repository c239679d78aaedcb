package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenUsesTest {
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final ManualTime time = ManualTime.at("2026-11-28T08:00:00Z");
  private final TokenUses uses = new TokenUses(time, LIFETIME, 2, 3);

  private ChallengeToken token(String nonce) {
    Instant now = time.instant();
    return new ChallengeToken(
        nonce,
        PassLevel.POW,
        "pow",
        new Puzzle(1, 1),
        "/",
        "shop.example",
        now,
        now,
        now.plus(LIFETIME),
        new Traits("", "", ""));
  }

  @Test
  void a_token_is_claimed_once() {
    ChallengeToken token = token("a");

    assertThat(uses.claim(token)).isTrue();
    assertThat(uses.claim(token)).isFalse();
  }

  @Test
  void one_that_failed_may_be_claimed_again_a_few_times() {
    ChallengeToken token = token("a");
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThat(uses.claim(token)).isTrue();
      uses.release(token);
    }

    assertThat(uses.claim(token)).isFalse();
  }

  @Test
  void where_one_is_forgotten_for_want_of_space_none_as_old_is_taken() {
    ChallengeToken first = token("a");
    ChallengeToken asOld = token("b");
    uses.claim(first);
    time.advance(Duration.ofSeconds(1));
    uses.claim(token("c"));
    uses.claim(token("d"));

    assertThat(uses.claim(first)).isFalse();
    assertThat(uses.claim(asOld)).isFalse();
    assertThat(uses.claim(token("e"))).isTrue();
  }

  @Test
  void what_is_forgotten_in_time_bars_nobody() {
    ChallengeToken late = token("b");
    uses.claim(token("a"));
    time.advance(LIFETIME);

    assertThat(uses.claim(late)).isTrue();
  }
}
