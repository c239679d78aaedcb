package io.gatehouse.detector.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.ExpressionException;
import io.gatehouse.detector.expr.Expressions;
import io.gatehouse.detector.expr.SourceText;
import io.gatehouse.detector.expr.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every expression of the hub, checked, and run on an empty event. */
@EnabledIfEnvironmentVariable(named = Hub.VARIABLE, matches = ".+")
class HubExpressionsTest {
  private static final Set<String> TESTS =
      Set.of("filter", "condition", "cancel_on", "overflow_filter");
  private static final Set<String> VALUES = Set.of("groupby", "distinct");

  private final Hub hub = new Hub();

  private static @Nullable Type wanted(Hub.Item item) {
    if (TESTS.contains(item.key())) {
      return Type.BOOL;
    }
    if (item.key().equals("expression")) {
      return item.keys().contains("whitelist") ? Type.BOOL : Type.ANY;
    }
    boolean stash = item.keys().contains("stash") && !item.key().equals("name");
    boolean value = stash && (item.key().equals("key") || item.key().equals("value"));
    boolean context = item.file().startsWith("contexts") && item.keys().get(0).equals("context");
    return VALUES.contains(item.key()) || value || context ? Type.ANY : null;
  }

  @ParameterizedTest
  @ValueSource(strings = {"parsers", "scenarios", "postoverflows", "contexts"})
  void all_but_those_of_the_firewall_for_applications_load_and_run(String folder) throws Exception {
    Environment environment = HubEvent.environment(hub.world());
    Evaluation evaluation = evaluation(environment);
    List<String> refused = new ArrayList<>();
    int loaded = 0;
    for (Hub.Item item : hub.items(folder)) {
      Type wanted = wanted(item);
      if (wanted != null) {
        try {
          run(new Expressions(environment).compile(source(item), wanted), evaluation);
          loaded++;
        } catch (ExpressionException e) {
          refused.add(e.getMessage());
        }
      }
    }
    assertThat(refused).allMatch(message -> message.matches("(?s).*('Appsec'|'match'|'req').*"));
    assertThat(loaded).isPositive();
  }

  private static Evaluation evaluation(Environment environment) {
    HubEvent event = new HubEvent();
    return new Evaluation()
        .with(environment.get("evt"), event)
        .with(environment.get("queue"), new HubEvent.Queue(List.of(event, event, event, event)));
  }

  private static SourceText source(Hub.Item item) {
    return SourceText.scalar(item.file(), item.line(), item.column(), item.raw(), item.text());
  }

  private static void run(Expression expression, Evaluation evaluation) {
    try {
      expression.evaluate(evaluation);
    } catch (EvaluationException e) {
      assertThat(e.getMessage()).isNotEmpty(); // an empty event lacks what many rules want
    }
  }

  @Test
  void most_filters_say_by_which_field_they_can_be_found() throws Exception {
    Environment environment = HubEvent.environment(hub.world());
    int filters = 0;
    int found = 0;
    for (Hub.Item item : hub.items("scenarios")) {
      if (item.key().equals("filter") && !item.text().contains("Appsec")) {
        Expression filter = new Expressions(environment).compile(source(item), Type.BOOL);
        filters++;
        found += filter.requirements().isEmpty() ? 0 : 1;
      }
    }
    assertThat(found).isGreaterThan(filters * 95 / 100);
  }

  @Test
  void rules_of_the_web_collection_say_yes_to_attacks_and_no_to_guests() throws Exception {
    assertThat(hits("/index.html", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "200"))
        .isEmpty();
    assertThat(hits("/x?q=${jndi:ldap://e}", "Mozilla/5.0", "404"))
        .contains("crowdsecurity/apache_log4j2_cve-2021-44228.yaml");
    assertThat(hits("/a/../../etc/passwd", "Nikto", "404"))
        .contains(
            "crowdsecurity/http-bad-user-agent.yaml",
            "crowdsecurity/http-path-traversal-probing.yaml");
    assertThat(hits("/global-protect/login.esp", "Mozilla/5.0", "404"))
        .contains("crowdsecurity/http-cve-probing.yaml");
  }

  private List<String> hits(String path, String agent, String status) throws Exception {
    Environment environment = HubEvent.environment(hub.world());
    Evaluation evaluation =
        new Evaluation().with(environment.get("evt"), request(path, agent, status));
    List<String> hits = new ArrayList<>();
    for (Hub.Item item : hub.items("scenarios/crowdsecurity")) {
      boolean web = item.text().contains("http_access-log") && item.key().equals("filter");
      if (web && new Expressions(environment).compile(source(item), Type.BOOL).test(evaluation)) {
        hits.add(item.file().substring("scenarios/".length()));
      }
    }
    hits.removeIf(
        file -> file.contains("crawl") || file.contains("generic") || file.contains("dos"));
    hits.removeIf(file -> file.endsWith("http-probing.yaml"));
    return hits;
  }

  private static HubEvent request(String path, String agent, String status) {
    HubEvent event = new HubEvent();
    event.meta.put("service", "http");
    event.meta.put("log_type", "http_access-log");
    event.meta.put("http_path", path);
    event.meta.put("http_status", status);
    event.meta.put("http_verb", "GET");
    event.meta.put("http_args_len", "0");
    event.parsed.put("request", path);
    event.parsed.put("verb", "GET");
    event.parsed.put("http_user_agent", agent);
    event.parsed.put("static_ressource", "false");
    return event;
  }
}
