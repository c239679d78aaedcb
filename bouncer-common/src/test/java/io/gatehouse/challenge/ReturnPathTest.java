package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/cart",
        "/cart?id=7&back=https://other.example/",
        "/a/b/../c",
        "/caf%C3%A9",
        "/search?q=//",
        "/:80",
        "/@x",
        "/a;v=1",
        "/100%25",
        "/?a%0d%0ab",
        "/50%"
      })
  void a_path_on_this_host_is_kept(String target) {
    assertThat(ReturnPath.of(target, "/home")).isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cart",
        "?x",
        "https://evil.example/",
        "javascript:alert(1)",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2fevil.example",
        "/%2Fevil.example",
        "/%5cevil.example",
        "%2f%2fevil.example",
        "/a//b",
        "/a%2f/b",
        "/a\r\nSet-Cookie: x=1",
        "/a%0d%0aSet-Cookie:x",
        "/a\tb",
        "/a b",
        "/\u0000",
        "/%00",
        "/\u2028",
        "/é",
        "/\"><script>",
        "/a#b",
        "/\u007f",
        "/%7f",
        "http:evil.example",
        "/%09/evil.example"
      })
  void everything_else_becomes_the_fallback(String target) {
    assertThat(ReturnPath.of(target, "/home")).isEqualTo("/home");
  }

  @Test
  void a_path_may_have_2048_characters() {
    assertThat(ReturnPath.isSafe("/" + "a".repeat(2047))).isTrue();
    assertThat(ReturnPath.isSafe("/" + "a".repeat(2048))).isFalse();
  }
}
