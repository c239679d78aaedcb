package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  private final Secret secret = Secret.of("hunter2");

  @Test
  void is_shown_only_when_asked() {
    assertThat(secret).hasToString("***");
    assertThat(secret.reveal()).isEqualTo("hunter2");
  }

  @Test
  void is_equal_by_text() {
    assertThat(secret).isEqualTo(Secret.of("hunter2")).hasSameHashCodeAs(Secret.of("hunter2"));
    assertThat(secret).isNotEqualTo(Secret.of("hunter3")).isNotEqualTo("hunter2");
  }

  @Test
  void is_masked_wherever_it_stands_in_a_text() {
    assertThat(secret.maskIn("key=hunter2, again hunter2")).isEqualTo("key=***, again ***");
    assertThat(Secret.of("").maskIn("nothing to mask")).isEqualTo("nothing to mask");
  }
}
