package io.gatehouse.detector.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.Expressions;
import io.gatehouse.detector.expr.SourceText;
import io.gatehouse.detector.expr.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each helper with the answers that upstream gives. */
class HelpersTest {
  private final SmallWorld world = new SmallWorld();
  private final Environment environment = HubEvent.environment(world);
  private final HubEvent event = new HubEvent();

  private @Nullable Object value(String text) throws Exception {
    Expression expression =
        new Expressions(environment).compile(SourceText.of("t", text), Type.ANY);
    return expression.evaluate(new Evaluation().with(environment.get("evt"), event));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '\0',
      value = {
        "Upper('aé-ß') == 'AÉ-ß'",
        "Lower('AÉ-Z') == 'aé-z'",
        "TrimSpace(' \\t a b \\n') == 'a b'",
        "Trim('xxaxx', 'x') == 'a'",
        "TrimLeft('xxaxx', 'x') == 'axx'",
        "TrimRight('xxaxx', 'x') == 'xxa'",
        "TrimPrefix('[a]', '[') == 'a]'",
        "TrimSuffix('[a]', ']') == '[a'",
        "Split('a,b,,', ',') == ['a', 'b', '', '']",
        "Split('', ',') == ['']",
        "Split('äb', '') == ['ä', 'b']",
        "SplitN('a,b,c', ',', 2) == ['a', 'b,c']",
        "SplitN('a,b', ',', 0) == []",
        "SplitAfter('a,b', ',') == ['a,', 'b']",
        "SplitAfterN('a,b,c', ',', 2) == ['a,', 'b,c']",
        "Fields('  a b\\t c ') == ['a', 'b', 'c']",
        "Join(['a', 'b'], '-') == 'a-b'",
        "Index('abc', 'c') == 2",
        "IndexAny('abc', 'cb') == 1",
        "Replace('aaa', 'a', 'b', 2) == 'bba'",
        "Replace('aaa', 'a', 'b', -1) == 'bbb'",
        "Replace('ab', '', '-', -1) == '-a-b-'",
        "ReplaceAll('aaa', 'aa', 'b') == 'ba'",
        "Get(['a'], 0) == 'a'",
        "Get(['a'], 7) == ''",
        "ToString('a') == 'a' and ToString(1) == ''",
        "Atof('1.5') == 1.5 and Atof('x') == 0",
        "Sprintf('%v|%s|%d|%5d|%-3s|%03d|%.2f|%x|%q|%t|%%', 1.5, 'a', 7, 42, 'b', 9, 2.345, 255,"
            + " 'c', true) == '1.5|a|7|   42|b  |009|2.35|ff|\"c\"|true|%'",
        "Sprintf('%v %v %+v', [1, 2], nil, {b: 1, a: 'x'}) == '[1 2] <nil> map[a:x b:1]'",
        "Sprintf('%v %v %v', 1e21, 100000.0, 0.00001) == '1e+21 100000 1e-05'",
        "Sprintf('%d', 'x') == '%!d(x)'",
        "Sprintf('%v') == '%!v(MISSING)'",
        "Match('a*c?', 'abbbcd')",
        "not Match('a*c', 'abcd')",
        "Match('', '') and not Match('', 'a')",
        "KeyExists('a', {a: nil})",
        "FloatApproxEqual(1.0, 1.0000001)",
        "not FloatApproxEqual(1.0, 1.1)",
        "basename('/a/b.log') == 'b.log'",
        "B64Decode('aGk=') == 'hi'",
        "QueryEscape('a b/ü') == 'a+b%2F%C3%BC'",
        "PathEscape('a b/ü') == 'a%20b%2F%C3%BC'",
        "QueryUnescape('a+b%2f') == 'a b/'",
        "PathUnescape('a+b%2f') == 'a+b/'",
        "QueryUnescape('a+%zz') == 'a+%zz'",
        "ParseUri('/x?a=1&b=2&a=3') == {a: ['1', '3'], b: ['2']}",
        "ParseUri('/%zz?a=1') == {}",
        "ParseQuery('a=%zz&b') == {a: ['%zz'], b: ['']}",
        "ExtractQueryParam('/x?a=1&a=2', 'a') == ['1', '2']",
        "ExtractQueryParam('/x', 'a') == []",
        "IpInRange('10.1.2.3', '10.0.0.0/8')",
        "not IpInRange('x', '10.0.0.0/8') and not IpInRange('10.0.0.1', 'x')",
        "IpInRange('2001:db8::1', '2001:db8::/32')",
        "IsIP('::1') and IsIPV6('::1') and not IsIPV4('::1')",
        "IsIPV4('::ffff:10.0.0.1') and not IsIPV6('::ffff:10.0.0.1')",
        "IpToRange('192.0.2.77', '/24') == '192.0.2.0/24'",
        "IpToRange('2001:db8:1:2:3::', '64') == '2001:db8:1:2::/64'",
        "IpToRange('x', '/24') == '' and IpToRange('192.0.2.1', '/33') == ''",
        "int(Distance('48.85', '2.35', '51.5', '-0.12')) == 343",
        "Distance('0', '0', '51.5', '-0.12') == 0",
        "ParseUnix('1700000000.5') == '2023-11-14T22:13:20Z'",
        "ParseUnix('-1') == '' and ParseUnix('x') == ''",
        "TimeNow() == '2026-01-02T03:04:05Z'",
        "now() - duration('1h') < now()",
        "MedianInterval([date('2026-01-01'), date('2026-01-02'), date('2026-01-04'),"
            + " date('2026-01-05')]) == duration('24h')",
        "AverageInterval([date('2026-01-01'), date('2026-01-03')]) == duration('48h')",
        "JsonExtract('{\"a\": {\"b\": [1, \"x\\\\n\", null]}}', 'a.b[1]') == 'x\\\\n'",
        "JsonExtract('{\"a\": {\"b\": [1, 2.50, null]}}', 'a.b') == '[1, 2.50, null]'",
        "JsonExtract('{\"a\": 2.50, \"b\"', 'a') == '2.50'",
        "JsonExtract('{\"a\": null}', 'a') == 'null'",
        "JsonExtract('{\"a\": 1}', 'b') == '' and JsonExtract('no', 'b') == ''",
        "JsonExtractUnescape('{\"a\": {\"b\": \"x\\\\ty\"}}', 'a', 'b') == 'x\\ty'",
        "JsonExtractUnescape('{\"a\": 1}', 'a') == ''",
        "JsonExtractSlice('{\"a\": [1, 2]}', 'a') == [1, 2]",
        "JsonExtractSlice('{\"a\": 1}', 'a') == nil",
        "JsonExtractObject('{\"a\": {\"b\": 1}}', 'a') == {b: 1}",
        "ToJsonString({b: 1, a: ['<']}) == '{\"a\":[\"\\\\u003c\"],\"b\":1}'",
        "UnmarshalJSON('{\"a\": 1}', evt.Unmarshaled, 'x') in ['', nil] && evt.Unmarshaled.x.a == 1",
        "ParseKV('a=1 b=\"x \\\\\"y\" c=', evt.Unmarshaled, 'k') == nil && evt.Unmarshaled.k =="
            + " {a: '1', b: 'x \\\\\"y', c: ''}",
        "ParseKVLax('a=1 2 b.c=\"x \\\\\"y\" d=z', evt.Unmarshaled, 'k') == nil && evt.Unmarshaled.k"
            + " == {a: '1 2', 'b.c': 'x \"y', d: 'z'}",
        "XMLGetNodeValue('- <E xmlns=\"u\"><A>1</A><A n=\"x\">2 &lt;<B>3</B>4</A></E>',"
            + " '/E/A[2]') == '2 <'",
        "XMLGetNodeValue('<E><A>1</A><A n=\"x\">2</A></E>', '/E/A[@n=\\'x\\']') == '2'",
        "XMLGetNodeValue('<E><D><A>1</A></D></E>', '//A') == '1'",
        "XMLGetAttributeValue('<E><A n=\"x\"/></E>', '/E/A', 'n') == 'x'",
        "XMLGetNodeValue('<E><A>', '/E/A') == '' and XMLGetNodeValue('no', '/E') == ''",
        "XMLGetNodeValue('<!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><e>&x;</e>',"
            + " '/e') == ''",
        "File('words') == ['one', 'two']",
        "File('none') == []",
        "any(File('words'), {'see two' contains #})",
        "RegexpInFile('xyz 12', 'patterns')",
        "not RegexpInFile('xyz', 'patterns') and not RegexpInFile('x', 'none')",
        "LookupFile('/exact', 'tags') == 'same'",
        "LookupFile('/a/wp-login', 'tags') == 'word'",
        "LookupFile('/n42', 'tags') == 'number'",
        "LookupFile('/', 'tags') == ''",
        "SetInStash('c', 'k', 'v', '1h') == nil && GetFromStash('c', 'k') == 'v'",
        "GetFromStash('c', 'none') == ''",
        "GetDecisionsCount('192.0.2.1') == 0",
        "GetActiveDecisionsTimeLeft('192.0.2.1') < duration('1s')",
        "Flatten([1, [2, [3]]], 4) == [1, 2, 3, 4]",
        "Distinct([1, 2, 1]) == [1, 2]",
        "FlattenDistinct([1, [2, 1]]) == [1, 2]",
        "LogInfo('%v seen', 1)",
      })
  void holds(String expression) throws Exception {
    assertThat(value(expression)).isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '\0',
      value = {
        "B64Decode('a')§B64Decode() wants standard base64 with padding",
        "UnmarshalJSON('{', evt.Unmarshaled, 'x')§UnmarshalJSON() wants JSON, got '{'",
        "UnmarshalJSON('{} {}', evt.Unmarshaled, 'x')§UnmarshalJSON() wants JSON, got '{} {}'",
        "ParseKV('nothing', evt.Unmarshaled, 'x')§ParseKV() finds no key=value in 'nothing'",
        "Distance('x', '0', '0', '0')§Distance() wants degrees, got 'x'",
        "MedianInterval([date('2026-01-01')])§MedianInterval() wants two times at least, got 1",
        "Upper(evt.Unmarshaled.none)§Upper() wants string, got nil",
      })
  void a_bad_argument_is_told(String expression, String message) {
    assertThatThrownBy(() -> value(expression))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(message);
  }

  @Test
  void what_rules_log_reaches_the_world() throws Exception {
    value("LogInfo('%v of %v', 1, 'x')");
    assertThat(world.logged).containsExactly("1 of x");
  }

  @Test
  void json_nested_too_deep_is_refused() {
    event.raw = "[".repeat(100_000);
    assertThatThrownBy(() -> value("UnmarshalJSON(evt.Line.Raw, evt.Unmarshaled, 'x')"))
        .isInstanceOf(EvaluationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Atof(evt.Line.Raw) == 0",
        "float(evt.Line.Raw) > 0",
        "int(evt.Line.Raw) > 0",
        "ParseUnix(evt.Line.Raw) == ''",
        "IsIP(evt.Line.Raw)",
        "IpInRange(evt.Line.Raw, '10.0.0.0/8')",
        "Distance(evt.Line.Raw, '0', '0', '0') > 0",
        "duration(evt.Line.Raw) > duration('1s')",
        "date(evt.Line.Raw) < now()",
        "len(QueryUnescape(evt.Line.Raw)) > 0",
        "len(ParseUri(evt.Line.Raw)) > 0",
        "ParseKV(evt.Line.Raw, evt.Unmarshaled, 'k') == nil",
        "ParseKVLax(evt.Line.Raw, evt.Unmarshaled, 'k') == nil",
        "JsonExtract(evt.Line.Raw, 'a.b') == ''",
        "XMLGetNodeValue(evt.Line.Raw, '/a') == ''",
        "Match('*1*1*1*2', evt.Line.Raw)",
        "RegexpInFile(evt.Line.Raw, 'patterns')",
        "LookupFile(evt.Line.Raw, 'tags') == ''",
        "len(Fields(evt.Line.Raw)) > 0",
        "B64Decode(evt.Line.Raw) == ''",
      })
  void a_line_of_a_megabyte_takes_a_bounded_time(String expression) {
    for (String part : List.of("1", "=\"", "%", "<a>", "{\"a\":", "a=b ", "é\uD800")) {
      event.raw = part.repeat(1_000_000 / part.length()) + "x";
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> {
            try {
              value(expression);
            } catch (EvaluationException e) {
              assertThat(e.getMessage()).hasSizeLessThan(300);
            }
          },
          part);
    }
  }

  @Test
  void pairs_are_merged_into_what_was_parsed_before() throws Exception {
    event.unmarshaled.put("k", Map.of("a", "0", "z", "9"));
    value("ParseKV('a=1', evt.Unmarshaled, 'k')");
    assertThat(event.unmarshaled.get("k")).isEqualTo(Map.of("a", "1", "z", "9"));
  }
}
