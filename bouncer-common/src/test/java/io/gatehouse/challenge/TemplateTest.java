package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private final List<Template.Problem> problems = new ArrayList<>();

  private Template parse(String text) {
    return Template.parse(text, Set.of("name", "error"), Set.of("script"), problems);
  }

  private String render(String text, Map<String, String> values) {
    String page = parse(text).render(values);
    assertThat(problems).isEmpty();
    return page;
  }

  @Test
  void a_value_is_escaped_for_text_and_attributes() {
    assertThat(render("<a title=\"{{name}}\">{{ name }}</a>", Map.of("name", "<\"'&>")))
        .isEqualTo("<a title=\"&lt;&quot;&#39;&amp;&gt;\">&lt;&quot;&#39;&amp;&gt;</a>");
  }

  @Test
  void what_is_html_already_is_not() {
    assertThat(render("{{{script}}}", Map.of("script", "<b>"))).isEqualTo("<b>");
  }

  @Test
  void a_value_is_never_read_as_a_template() {
    assertThat(render("{{name}}{{{script}}}", Map.of("name", "{{error}}", "script", "{{name}}")))
        .isEqualTo("{{error}}{{name}}");
  }

  @Test
  void a_section_is_left_out_where_its_value_is_empty() {
    String text = "a{{#error}}<p>{{error}}{{#name}} of {{name}}{{/name}}</p>{{/error}}z";

    assertThat(render(text, Map.of())).isEqualTo("az");
    assertThat(render(text, Map.of("error", "E"))).isEqualTo("a<p>E</p>z");
    assertThat(render(text, Map.of("error", "E", "name", "N"))).isEqualTo("a<p>E of N</p>z");
  }

  @Test
  void a_value_that_is_not_given_is_empty() {
    assertThat(render("[{{name}}]", Map.of())).isEqualTo("[]");
  }

  @Test
  void braces_of_css_and_scripts_are_left_alone() {
    String text = "a{b:c}@media{d{e:f}} {x} }} {{\n}}";

    assertThat(parse(text).render(Map.of())).startsWith("a{b:c}@media{d{e:f}} {x} }} ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{{nme}}          | 'nme' is no value of this page; there are error, name, script",
        "{{{name}}}       | 'name' is text; write {{name}}",
        "{{script}}       | 'script' is HTML; write {{{script}}}",
        "{{#name}}        | {{#name}} is not closed",
        "{{/name}}        | {{/name}} closes nothing that is open here",
        "{{#name}}{{#error}}{{/name}} | {{/name}} closes nothing that is open here",
        "{{}}             | '' is no value of this page; there are error, name, script"
      })
  void what_is_wrong_is_told_with_its_line(String text, String message) {
    parse("one\ntwo\n" + text);

    assertThat(problems).contains(new Template.Problem(3, message));
  }

  @Test
  void every_problem_is_told() {
    parse("{{a}}\n{{b}}\n{{#name}}");

    assertThat(problems).extracting(Template.Problem::line).containsExactly(1, 2, 3);
  }
}
