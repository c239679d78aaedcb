package io.gatehouse.detector.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author is told, at load and while an expression runs. */
class MistakesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '\0',
      value = {
        "evt.Mta.x§t:1:5: Event has no field 'Mta'; did you mean 'Meta'?",
        "evnt.Meta.x§t:1:1: 'evnt' is unknown; did you mean 'evt'?",
        "Lenn('x')§t:1:1: function 'Lenn' is unknown; did you mean 'len'?",
        "evt.SetMeto('a', 'b')§t:1:5: Event has no method 'SetMeto()'; did you mean 'SetMeta()'?",
        "evt.SetMeta('a')§t:1:5: SetMeta() wants 2 arguments, got 1",
        "evt.GetMeta(1)§t:1:13: argument 1 of GetMeta() wants string, got int",
        "'a' + 1§t:1:5: '+' cannot take string and int",
        "1 == 'a'§t:1:3: '==' compares int with string, which are never equal",
        "1 and true§t:1:1: && wants bool, got int",
        "not 'x'§t:1:1: not wants bool, got string",
        "1 ? 2 : 3§t:1:1: a condition wants bool, got int",
        "1 < 'a'§t:1:3: '<' wants two numbers, strings, times or durations, got int and string",
        "1 in 2§t:1:3: 'in' never finds int in int",
        "1 in ['a']§t:1:3: 'in' never finds int in list of string",
        "1 contains 'a'§t:1:1: 'contains' wants string, got int",
        "'a' matches '('§t:1:13: pattern: a group is not closed; expected ')', near \"(\"",
        "'a' matches 'a(?=b)'§t:1:13: pattern: '(?=b' is not RE2: look-around, atomic groups and"
            + " comments are not, near \"a(?=b)\"",
        "len(1)§t:1:5: argument 1 of len() wants string or list or map, got int",
        "len('a', 'b')§t:1:1: got 2 arguments, expected len(string or list or map)",
        "any('a', true)§t:1:5: any() wants a list, got string",
        "any([1], 1)§t:1:10: any()'s closure wants bool, got int",
        "any([1])§t:1:1: any() wants a list and a closure",
        "evt.Stage[0]§t:1:10: string has no members; write [0:1] for its first character",
        "evt.Stage.x§t:1:11: string has no members; write [0:1] for its first character",
        "[1]['a']§t:1:4: a list's index wants int or float, got string",
        "-'a'§t:1:1: '-' wants a number, got string",
        "let evt = 1; evt§t:1:1: 'evt' has a value already; take another name",
        "evt.Time.Hours()§t:1:10: time has no method 'Hours()'; did you mean 'Hour()'?",
        "1 +§t:1:4: expected a value, found the end",
        "(1§t:1:3: expected ')', found the end",
        "1 2§t:1:3: expected an operator or the end, found number 2",
        "'abc§t:1:1: the string is not closed; expected '",
        "'a\\qb'§t:1:3: '\\q' is no escape; write '\\\\' for a backslash",
        "`abc§t:1:1: the raw string is not closed; expected '`'",
        "/* x§t:1:1: the comment is not closed; expected '*/'",
        "1 @ 2§t:1:3: '@' means nothing here",
        "b'x'§t:1:1: bytes are not supported; write a string",
        "99999999999999999999§t:1:1: '99999999999999999999' is no number of 64 bits",
        "# > 1§t:1:1: '#' stands for an element inside any(), map(), …",
        "any([1], #foo)§t:1:10: '#foo' is unknown; expected #, #index or #acc",
        "let = 1; 2§t:1:5: expected a name for the value, found '='",
        "if true { 1 }§t:1:14: expected 'else', found the end",
        "1 ?? 2 + 3§t:1:3: '??' beside another operator needs parentheses",
        "1 + 2 ?? 3§t:1:7: '??' beside another operator needs parentheses",
        "{1 2}§t:1:4: expected ':', found number 2",
        "evt.§t:1:5: expected a name behind '.', found the end",
        "''§",
      })
  void a_mistake_is_told_with_its_place(String expression, String message) throws Exception {
    if (message == null) {
      Sample.compile(expression);
      return;
    }
    assertThatThrownBy(() -> Sample.compile(expression))
        .isInstanceOf(ExpressionException.class)
        .hasMessage("expression: " + message);
  }

  @Test
  void all_mistakes_are_told_at_once() {
    assertThatThrownBy(() -> Sample.compile("evt.Mta.x == nope && 1 + 'a' > 2"))
        .hasMessage(
            """
            expression: t:1:5: Event has no field 'Mta'; did you mean 'Meta'?
            expression: t:1:14: 'nope' is unknown; expected evt, any_value
            expression: t:1:24: '+' cannot take int and string""");
  }

  @Test
  void the_wanted_type_is_part_of_the_check() {
    assertThatThrownBy(
            () ->
                new Expressions(Sample.ENVIRONMENT)
                    .compile(SourceText.of("t", "evt.Stage"), Type.BOOL))
        .hasMessage("expression: t:1:5: this wants bool, got string");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '\0',
      value = {
        "evt.Unmarshaled.missing.deep§'.deep' of nil",
        "evt.Unmarshaled.request.names[9]§index 9 is outside a list of 3",
        "evt.Unmarshaled.request.names.x§list has no member 'x'",
        "evt.Unmarshaled.request.path + 1§+ cannot take string and int",
        "evt.Unmarshaled.request.path && true§&& wants bool, got string",
        "evt.Unmarshaled.request.status contains 'x'§contains wants string, got float",
        "evt.Unmarshaled.request.path < 1§< cannot compare string and int",
        "int(evt.Stage)§int() wants a decimal integer, got 's01-parse'",
        "float('1e')§float() wants a number, got '1e'",
        "duration('5x')§duration() wants one such as '1h30m', got '5x'",
        "upper(evt.Range)§upper() wants string, got nil",
        "any(evt.Unmarshaled.missing, true)§a closure wants list, got nil",
        "1 % 0§% by zero",
        "evt.Meta.service matches evt.Meta.user + '('§matches: pattern: a group is not closed;"
            + " expected ')', near \"root(\"",
        "repeat('x', 99999999)§repeat() wants a count from 0 to 16777216",
        "len(1..9999999)§more than 1000000 steps; the lists are too long",
        "map(1..1000, map(1..1000, map(1..1000, #)))§more than 1000000 steps; the lists are too"
            + " long",
      })
  void a_value_that_does_not_fit_is_told_without_a_trace(String expression, String message)
      throws Exception {
    Expression compiled = Sample.compile(expression);
    assertThatThrownBy(() -> compiled.evaluate(Sample.of().evaluation()))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(message)
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '\0',
      value = {
        // raw § column of the unknown name in line 7
        "nope§7:11",
        "\"nope\"§7:12",
        "'nope'§7:12",
        "\"'\\\\' + nope\"§7:19",
        "''' '' + nope'§7:20",
        "|\\n    1 +\\n    nope\\n§9:5",
        ">-\\n  1 +\\n  nope§9:3",
      })
  void a_place_in_a_yaml_scalar_is_that_of_the_file(String scalar, String place) {
    String raw = scalar.replace("\\n", "\n").replace("\\\\", "\\\\");
    String text = yaml(raw);
    SourceText source = SourceText.scalar("f.yaml", 7, 11, raw, text);
    int at = text.indexOf("nope");
    assertThat(source.problem(at, "m").toString())
        .as(text)
        .isEqualTo("expression: f.yaml:" + place + ": m");
  }

  /** What YAML makes of the samples above. */
  private static String yaml(String raw) {
    return switch (raw.charAt(0)) {
      case '"' -> raw.substring(1, raw.length() - 1).replace("\\\\", "\\");
      case '\'' -> raw.substring(1, raw.length() - 1).replace("''", "'");
      case '|' -> "1 +\nnope\n";
      case '>' -> "1 + nope";
      default -> raw;
    };
  }
}
