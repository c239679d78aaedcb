package io.gatehouse.lapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void is_one_line_without_control_characters() {
    assertThat(Excerpt.of("\n a\r\n\tb\0\u001b[31mc\u202ed \u0085")).isEqualTo("a b [31mc d");
  }

  @Test
  void is_bounded_and_says_that_it_was_cut() {
    assertThat(Excerpt.of("x".repeat(500))).hasSize(121).endsWith("x…");
    assertThat(Excerpt.of("x".repeat(119))).hasSize(119);
  }
}
