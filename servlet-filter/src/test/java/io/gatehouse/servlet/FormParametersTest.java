package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormParametersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1&b=2&a=3     | {a=[1, 3], b=[2]}",
        "a               | {a=[]}",
        "a=              | {a=[]}",
        "a=b=c           | {a=[b=c]}",
        "a+b=%C3%A9+%26  | {a b=[é &]}",
        "&&a=1&          | {a=[1]}",
        "=1&a=1          | {a=[1]}",
        "a=%zz&b=%C&c=%  | {}",
        "a=%4&b=1        | {b=[1]}",
        "%61=1           | {a=[1]}",
      })
  void what_cannot_be_decoded_is_left_out(String body, String expected) {
    assertThat(read(body).toString()).isEqualTo(expected);
  }

  @Test
  void an_empty_form_has_none() {
    assertThat(read("")).isEmpty();
  }

  @Test
  void nobody_fills_the_memory_with_names() {
    assertThat(read("a&".repeat(1_000_000)).get("a")).hasSize(10_000);
  }

  private static Map<String, List<String>> read(String body) {
    return FormParameters.of(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
