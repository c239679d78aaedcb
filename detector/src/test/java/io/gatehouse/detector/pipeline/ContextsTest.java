package io.gatehouse.detector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alert.Meta;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.hub.InstalledItem;
import io.gatehouse.detector.hub.ItemKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContextsTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void values_of_all_events_are_told_once() throws Exception {
    Contexts contexts = of("context: {target_user: [evt.Meta.target_user, evt.Meta.username]}");

    assertThat(contexts.of(List.of(tried("root"), tried("admin"), tried("root"))))
        .containsExactly(new Meta("target_user", "[\"root\",\"admin\"]"));
  }

  @Test
  void a_name_without_values_is_left_out() throws Exception {
    assertThat(of("context: {path: [evt.Meta.http_path]}").of(List.of(tried("root")))).isEmpty();
  }

  @Test
  void expressions_over_what_we_do_not_have_are_left_out() throws Exception {
    Contexts contexts = of("context: {uri: [\"match.uri\"], target_user: [evt.Meta.target_user]}");

    assertThat(contexts.of(List.of(tried("root"))))
        .containsExactly(new Meta("target_user", "[\"root\"]"));
  }

  @Test
  void the_text_is_bounded() throws Exception {
    List<Event> events =
        IntStream.range(0, 1_000).mapToObj(i -> tried("a-long-user-name-" + i)).toList();

    List<Meta> context = of("context: {target_user: [evt.Meta.target_user]}").of(events);

    assertThat(context)
        .singleElement()
        .extracting(Meta::value)
        .asString()
        .hasSizeBetween(3900, 4000)
        .endsWith("\"]");
  }

  private static Contexts of(String yaml) throws Exception {
    return Contexts.of(
        List.of(new InstalledItem(ItemKind.CONTEXT, "test", "test.yaml", "", yaml, "", "")),
        () -> TIME);
  }

  private static Event tried(String user) {
    Event event = Event.of(new Line("", "", "file", TIME, Map.of()), TimeMode.LIVE);
    event.meta().put("target_user", user);
    return event;
  }
}
