package io.gatehouse.detector.expr;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small event with the shapes that the real one has. */
record Sample(
    String stage,
    Map<String, String> meta,
    Map<String, @Nullable Object> unmarshaled,
    List<Sample> queue,
    @Nullable String range,
    Instant time) {

  static final ObjectType<Sample> TYPE = ObjectType.of("Event", Sample.class);

  static {
    TYPE.text("Stage", Sample::stage)
        .texts("Meta", Sample::meta)
        .field("Unmarshaled", Type.map(), Sample::unmarshaled)
        .field("Queue", Type.listOf(TYPE), Sample::queue)
        .text("Range", Sample::range)
        .field("Time", Type.TIME, Sample::time)
        .flag("Process", sample -> true)
        .number("Type", sample -> 0)
        .method("GetMeta", Type.STRING, (sample, key) -> sample.meta().getOrDefault(key, ""))
        .method(
            "SetMeta",
            Type.BOOL,
            List.of(Type.STRING, Type.STRING),
            (sample, arguments) -> {
              sample.meta().put((String) arguments[0], (String) arguments[1]);
              return true;
            });
  }

  static final Environment ENVIRONMENT =
      Environment.builder().variable("evt", TYPE).variable("any_value", Type.ANY).build();

  static Sample of() {
    return queued(List.of(queued(List.of()), queued(List.of())));
  }

  private static Sample queued(List<Sample> queue) {
    Map<String, @Nullable Object> request = new HashMap<>();
    request.put("status", 401.0);
    request.put("path", "/login");
    request.put("names", List.of("a", "b", "c"));
    request.put("nothing", null);
    return new Sample(
        "s01-parse",
        new HashMap<>(Map.of("service", "ssh", "user", "root", "n", "12")),
        new HashMap<>(Map.of("request", request)),
        queue,
        null,
        Instant.parse("2026-01-03T18:30:00Z"));
  }

  Evaluation evaluation() {
    return new Evaluation().with(ENVIRONMENT.get("evt"), this);
  }

  static Expression compile(String text) throws ExpressionException {
    return new Expressions(ENVIRONMENT).compile(SourceText.of("t", text), Type.ANY);
  }
}
