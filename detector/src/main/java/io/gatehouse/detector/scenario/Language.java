package io.gatehouse.detector.scenario;

import static io.gatehouse.detector.expr.Type.BOOL;
import static io.gatehouse.detector.expr.Type.DURATION;
import static io.gatehouse.detector.expr.Type.TIME;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.detector.event.EventTypes;
import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.Environment.Variable;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.ExpressionException;
import io.gatehouse.detector.expr.Expressions;
import io.gatehouse.detector.expr.ObjectType;
import io.gatehouse.detector.expr.SourceText;
import io.gatehouse.detector.expr.Type;
import io.gatehouse.detector.helper.Helpers;
import io.gatehouse.detector.helper.World;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What expressions of scenarios may name: {@code evt} everywhere, {@code queue} and {@code leaky}
 * where there is a bucket, {@code signal} where it has overflowed. Immutable.
 */
final class Language {
  private static final ObjectType<EventQueue> QUEUE = ObjectType.of("Queue", EventQueue.class);
  private static final ObjectType<Bucket> LEAKY = ObjectType.of("Leaky", Bucket.class);

  /** Functions that leave something behind, which an expression is therefore run for. */
  private static final Pattern EFFECT =
      Pattern.compile(
          "\\b(SetMeta|SetParsed|UnmarshalJSON|ParseKV|ParseKVLax|SetInStash|LogInfo)\\s*\\(");

  private static final Pattern QUEUED = Pattern.compile("\\b(queue|signal)\\b");

  static {
    QUEUE.field("Queue", Type.listOf(EventTypes.EVENT), EventQueue::events);
    QUEUE.number("L", EventQueue::limit);
    LEAKY
        .text("Name", bucket -> bucket.scenario().name())
        .text("Mapkey", Bucket::mapkey)
        .text("Uuid", Bucket::id)
        .number("Capacity", bucket -> bucket.scenario().capacity)
        .number("CacheSize", bucket -> bucket.scenario().cacheSize)
        .number("Total_count", Bucket::count)
        .field("Leakspeed", DURATION, bucket -> bucket.scenario().leakspeed)
        .field("First_ts", TIME, Bucket::first)
        .field("Last_ts", TIME, Bucket::last)
        .field("Ovflw_ts", TIME, Bucket::overflowed);
  }

  private final Expressions expressions;
  private final Variable event;
  private final Variable queue;
  private final Variable leaky;
  private final Variable signal;

  Language(World world) {
    Environment environment =
        Environment.builder()
            .variable("evt", EventTypes.EVENT)
            .variable("queue", QUEUE)
            .variable("leaky", LEAKY)
            .variable("signal", EventTypes.SIGNAL)
            .functions(Helpers.of(world))
            .build();
    expressions = new Expressions(environment);
    event = environment.get("evt");
    queue = environment.get("queue");
    leaky = environment.get("leaky");
    signal = environment.get("signal");
  }

  Variable event() {
    return event;
  }

  Variable queue() {
    return queue;
  }

  Variable leaky() {
    return leaky;
  }

  Variable signal() {
    return signal;
  }

  /** The expression of a key; null where there is none or it was reported to be wrong. */
  @Nullable Expression optional(ConfigSection section, String key, Type wanted) {
    String text = section.text(key, "");
    return text.isEmpty() ? null : expressions.compile(section, key, text, wanted).orElse(null);
  }

  /** The expression of a key that must be there; one that is false where it is not. */
  Expression required(ConfigSection section, String key, String remedy) {
    section.require(key, remedy);
    Expression read = optional(section, key, BOOL);
    return read == null ? never() : read;
  }

  /** Stands in for an expression that was reported to be wrong, so that reading can go on. */
  Expression never() {
    try {
      return compile("", "false", BOOL);
    } catch (ExpressionException e) {
      throw new IllegalStateException(e);
    }
  }

  Expression compile(String name, String text, Type wanted) throws ExpressionException {
    return expressions.compile(SourceText.of(name, text), wanted);
  }

  /** Where the first function stands that leaves something behind; the end if there is none. */
  static int firstEffect(String expression) {
    Matcher matcher = EFFECT.matcher(expression);
    return matcher.find() ? matcher.start() : expression.length();
  }

  /** Whether it leaves something behind, and may do so in an event of a queue. */
  static boolean mayRewriteQueue(@Nullable Expression expression) {
    return expression != null
        && hasEffect(expression)
        && QUEUED.matcher(expression.toString()).find();
  }

  static boolean hasEffect(@Nullable Expression expression) {
    return expression != null && EFFECT.matcher(expression.toString()).find();
  }
}
