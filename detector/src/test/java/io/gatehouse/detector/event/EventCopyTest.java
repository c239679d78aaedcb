package io.gatehouse.detector.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventCopyTest {

  @Test
  void a_copy_does_not_see_what_later_rules_write() {
    Line line = new Line("text", "src", "file", Instant.EPOCH, Map.of());
    Event event = Event.of(line, TimeMode.TIMEMACHINE);
    Map<String, Object> pairs = new HashMap<>(Map.of("a", "1", "list", List.of("x")));
    event.unmarshaled().put("kv", pairs);
    event.meta().put("service", "ssh");
    Event copy = event.copy();

    pairs.put("b", "2");
    event.meta().put("service", "http");
    event.line().setModule("journalctl");

    assertThat(copy.unmarshaled()).isEqualTo(Map.of("kv", Map.of("a", "1", "list", List.of("x"))));
    assertThat(copy.meta()).containsEntry("service", "ssh");
    assertThat(copy.line().module()).isEqualTo("file");
  }
}
