package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.YamlValue.Mapping;
import io.gatehouse.config.YamlValue.Scalar;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
  private final Variables variables =
      new Variables(
          Map.of("A", "one", "EMPTY", "", "B", "<$A>", "S", "$A", "LOOP", "x$LOOP", "1", "digit"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$A          | one",
        "${A}        | one",
        "x${A}y$A    | xoneyone",
        "$AB         | $AB",
        "${NONE}     | ${NONE}",
        "${A         | ${A",
        "${}         | ${}",
        "$           | $",
        "$$A         | $one",
        "$1          | digit",
        "a${EMPTY}b  | ab",
        "$EMPTY$A    | one",
        "$B          | <one>",
        "$S          | $A",
      })
  void replaces_what_is_defined_and_nothing_else(String text, String expanded) throws Exception {
    assertThat(expand(text).text()).isEqualTo(expanded);
  }

  @Test
  void a_value_cannot_add_keys() throws Exception {
    Variables hostile = new Variables(Map.of("KEY", "abc\nmode: dry-run # "));

    assertThat(hostile.expand(YamlReader.read("f", "key: $KEY\n")).fields()).hasSize(1);
  }

  @Test
  void an_empty_variable_is_no_value() throws Exception {
    assertThat(expand("$EMPTY").isNull()).isTrue();
  }

  @Test
  void a_variable_that_holds_itself_is_refused() {
    assertThatThrownBy(() -> expand("$LOOP"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("never ends");
  }

  private Scalar expand(String text) throws ConfigException {
    Mapping mapping = YamlReader.read("f", "k: " + text + "\nl: [x]\n");
    return (Scalar) Objects.requireNonNull(variables.expand(mapping).fields().get("k")).value();
  }
}
