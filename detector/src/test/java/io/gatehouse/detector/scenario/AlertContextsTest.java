package io.gatehouse.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.alert.Meta;
import io.gatehouse.config.ConfigException;
import io.gatehouse.detector.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertContextsTest {
  private static AlertContexts contexts(String yaml) throws ConfigException {
    return AlertContexts.load(List.of(ScenarioFile.own("c.yaml", yaml)), () -> Fill.START);
  }

  @Test
  void tells_each_value_once_and_leaves_empty_ones_out() throws Exception {
    AlertContexts contexts =
        contexts(
            """
            context:
              user: [evt.Meta.user]
              path: [evt.Meta.path, len(evt.Meta.path)]
              none: [evt.Meta.none, 'int(evt.Meta.user)', evt.Unmarshaled]
              firewall: ["match.uri ?? ''", JA4H(req)]
            """);

    assertThat(
            contexts.of(
                List.of(
                    Fill.live("192.0.2.1", "user", "ro\"ot", "path", "/a"),
                    Fill.live("192.0.2.1", "user", "ro\"ot", "path", "/b"))))
        .containsExactly(
            new Meta("path", "[\"/a\",\"2\",\"/b\"]"), new Meta("user", "[\"ro\\\"ot\"]"));
  }

  @Test
  void values_that_would_be_too_long_together_are_dropped_from_the_end() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 100; i < 200; i++) {
      events.add(Fill.live("192.0.2.1", "user", i + "é".repeat(100)));
    }
    String json = contexts("context: {user: [evt.Meta.user]}").of(events).get(0).value();

    assertThat(json).startsWith("[\"100é").endsWith("é\"]").hasSizeBetween(1900, 4000);
    assertThat(json.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .hasSizeBetween(3790, AlertContexts.MAX_BYTES);
  }

  @Test
  void problems_name_the_file_and_the_entry() {
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> contexts("context:\n  a: [evt.Mate.x]\n  b: text\n"));

    assertThat(e.getMessage()).contains("c.yaml:1: 'context' is wrong at 'a'").contains("at 'b'");
  }
}
