package io.gatehouse.bouncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternsTest {
  private final PathPatterns patterns = new PathPatterns(List.of("/health", "/static/*"));

  @Test
  void a_path_is_matched_whole_and_what_is_below_a_star() {
    assertThat(matches("/health")).isTrue();
    assertThat(matches("/static/")).isTrue();
    assertThat(matches("/static/a/..b.css")).isTrue();

    assertThat(matches("/healthy")).isFalse();
    assertThat(matches("/health/x")).isFalse();
    assertThat(matches("/static")).isFalse();
    assertThat(matches("/")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/static/../admin",
        "/static/..",
        "/static/.",
        "/static/./../admin",
        "/static//admin",
        "/static/..;/admin",
        "/static/%2e%2E/admin",
        "/static/%252e%252e/admin",
        "/static/..%2fadmin",
        "/static/..\\admin",
        "/static/a%00"
      })
  void a_path_that_others_may_read_otherwise_is_never_left_out(String path) {
    assertThat(matches(path)).isFalse();
  }

  @Test
  void a_pattern_of_another_form_is_refused() {
    for (String pattern : List.of("static/*", "*.css", "/a/*/b", "")) {
      assertThatThrownBy(() -> new PathPatterns(List.of(pattern)))
          .as(pattern)
          .hasMessageContaining("/exact or /below/*");
    }
  }

  private boolean matches(String path) {
    return patterns.matches(path, path);
  }
}
