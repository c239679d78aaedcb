package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Node.Binary;
import io.gatehouse.detector.expr.Node.Call;
import io.gatehouse.detector.expr.Node.Chain;
import io.gatehouse.detector.expr.Node.Choice;
import io.gatehouse.detector.expr.Node.Closure;
import io.gatehouse.detector.expr.Node.Constant;
import io.gatehouse.detector.expr.Node.Held;
import io.gatehouse.detector.expr.Node.Index;
import io.gatehouse.detector.expr.Node.Let;
import io.gatehouse.detector.expr.Node.ListLiteral;
import io.gatehouse.detector.expr.Node.MapLiteral;
import io.gatehouse.detector.expr.Node.Member;
import io.gatehouse.detector.expr.Node.Name;
import io.gatehouse.detector.expr.Node.Pointer;
import io.gatehouse.detector.expr.Node.SafeChain;
import io.gatehouse.detector.expr.Node.Slice;
import io.gatehouse.detector.expr.Node.Unary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The slow way: walks the tree and looks at each value as it comes. Knows no types beforehand, no
 * constants and no slots. Anything that goes wrong is a {@link Failure}.
 */
final class Reference {

  /** Something has no value. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String message) {
      super(message);
    }
  }

  private final Map<String, @Nullable Object> names = new HashMap<>();
  private final Map<Integer, @Nullable Object> held = new HashMap<>();
  private final List<@Nullable Object> elements = new ArrayList<>();
  private final List<Long> indices = new ArrayList<>();

  Reference(Sample event) {
    names.put("evt", event);
  }

  @Nullable Object of(Node node) {
    if (node instanceof Constant constant) {
      return constant.value();
    } else if (node instanceof Name name) {
      return names.get(name.name());
    } else if (node instanceof Pointer pointer) {
      return pointer.name().equals("#index") ? last(indices) : last(elements);
    } else if (node instanceof Member member) {
      return member(of(member.base()), member.name());
    } else if (node instanceof Index index) {
      return member(of(index.base()), of(index.key()));
    } else if (node instanceof Slice slice) {
      return slice(slice);
    } else if (node instanceof Chain chain) {
      return chain(chain);
    } else if (node instanceof Binary binary) {
      return binary(binary);
    } else if (node instanceof Unary unary) {
      return unary(unary);
    } else {
      return rest(node);
    }
  }

  private @Nullable Object rest(Node node) {
    if (node instanceof Choice choice) {
      return bool(of(choice.condition())) ? of(choice.then()) : of(choice.otherwise());
    } else if (node instanceof Let let) {
      names.put(let.name(), of(let.value()));
      Object value = of(let.body());
      names.remove(let.name());
      return value;
    } else if (node instanceof ListLiteral list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.items().forEach(item -> items.add(of(item)));
      return items;
    } else if (node instanceof MapLiteral map) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      for (int i = 0; i < map.keys().size(); i++) {
        entries.put(
            (String) Objects.requireNonNull(of(map.keys().get(i))), of(map.values().get(i)));
      }
      return entries;
    } else if (node instanceof SafeChain chain) {
      Object base = of(chain.base());
      held.put(chain.hold(), base);
      return base == null ? null : of(chain.rest());
    } else if (node instanceof Held hold) {
      return held.get(hold.hold());
    } else if (node instanceof Call call) {
      return call(call);
    }
    throw new IllegalStateException("the reference knows no " + node);
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  private static boolean bool(@Nullable Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw new Failure("no bool: " + value);
  }

  private static @Nullable Object member(@Nullable Object base, @Nullable Object key) {
    if (base instanceof Sample sample) {
      return switch (String.valueOf(key)) {
        case "Stage" -> sample.stage();
        case "Meta" -> sample.meta();
        case "Unmarshaled" -> sample.unmarshaled();
        case "Queue" -> sample.queue();
        case "Range" -> sample.range();
        case "Type" -> 0L;
        case "Process" -> true;
        default -> throw new IllegalStateException(String.valueOf(key));
      };
    }
    if (base instanceof Map<?, ?> map) {
      boolean texts = map.containsKey("service");
      Object value = map.get(key);
      return value == null && texts ? "" : value;
    }
    if (base instanceof List<?> list && key instanceof Number number) {
      long index = number.longValue() < 0 ? number.longValue() + list.size() : number.longValue();
      if (index >= 0 && index < list.size()) {
        return list.get((int) index);
      }
    }
    throw new Failure("no member " + key + " of " + base);
  }

  private Object slice(Slice slice) {
    Object base = of(slice.base());
    long from = slice.from() == null ? 0 : whole(of(slice.from()));
    long to = slice.to() == null ? Integer.MAX_VALUE : whole(of(slice.to()));
    if (base instanceof String text) {
      int begin = clamp(from, text.length());
      return text.substring(begin, Math.max(begin, clamp(to, text.length())));
    }
    if (base instanceof List<?> list) {
      int begin = clamp(from, list.size());
      return list.subList(begin, Math.max(begin, clamp(to, list.size())));
    }
    throw new Failure("no slice of " + base);
  }

  private static int clamp(long index, int size) {
    long start = index < 0 ? index + size : index;
    return (int) Math.min(size, Math.max(0, start));
  }

  private static long whole(@Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Double number && number == Math.floor(number)) {
      return number.longValue();
    }
    throw new Failure("no int: " + value);
  }

  private @Nullable Object chain(Chain chain) {
    if (!chain.operator().equals("+")) {
      boolean end = chain.operator().equals("||");
      for (Node operand : chain.operands()) {
        if (bool(of(operand)) == end) {
          return end;
        }
      }
      return !end;
    }
    Object sum = of(chain.operands().get(0));
    for (Node operand : chain.operands().subList(1, chain.operands().size())) {
      sum = sum("+", sum, of(operand));
    }
    return sum;
  }

  private static Object sum(String operator, @Nullable Object a, @Nullable Object b) {
    if (a instanceof String left && b instanceof String right && operator.equals("+")) {
      return left + right;
    }
    if (a instanceof Long left && b instanceof Long right) {
      return operator.equals("+")
          ? left + right
          : operator.equals("-") ? left - right : left * right;
    }
    double left = number(a);
    double right = number(b);
    return operator.equals("+") ? left + right : operator.equals("-") ? left - right : left * right;
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new Failure("no number: " + value);
  }

  private @Nullable Object binary(Binary binary) {
    Object left = of(binary.left());
    if (binary.operator().equals("??")) {
      return left != null ? left : of(binary.right());
    }
    Object right = of(binary.right());
    return switch (binary.operator()) {
      case "==" -> equal(left, right);
      case "!=" -> !equal(left, right);
      case "<" -> order(left, right) < 0;
      case "<=" -> order(left, right) <= 0;
      case ">" -> order(left, right) > 0;
      case ">=" -> order(left, right) >= 0;
      case "in" -> in(left, right);
      case "contains" -> texts(left, right) && text(left).contains(text(right));
      case "startsWith" -> texts(left, right) && text(left).startsWith(text(right));
      case "endsWith" -> texts(left, right) && text(left).endsWith(text(right));
      case "/" -> number(left) / number(right);
      case "%" -> remainder(whole(left), whole(right));
      default -> sum(binary.operator(), left, right);
    };
  }

  private static long remainder(long a, long b) {
    if (b == 0) {
      throw new Failure("zero");
    }
    return a % b;
  }

  /** Both must be strings; nil makes the answer no. */
  private static boolean texts(@Nullable Object a, @Nullable Object b) {
    if ((a != null && !(a instanceof String))
        || (a != null && b != null && !(b instanceof String))) {
      throw new Failure("no string");
    }
    if (b != null && !(b instanceof String)) {
      throw new Failure("no string");
    }
    return a != null && b != null;
  }

  private static String text(@Nullable Object value) {
    return (String) Objects.requireNonNull(value);
  }

  private static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number left && b instanceof Number right) {
      return left.doubleValue() == right.doubleValue();
    }
    if (a instanceof List<?> left && b instanceof List<?> right) {
      boolean same = left.size() == right.size();
      for (int i = 0; same && i < left.size(); i++) {
        same = equal(left.get(i), right.get(i));
      }
      return same;
    }
    return Objects.equals(a, b);
  }

  private static int order(@Nullable Object a, @Nullable Object b) {
    if (a instanceof String left && b instanceof String right) {
      return left.compareTo(right);
    }
    return Double.compare(number(a), number(b));
  }

  private static boolean in(@Nullable Object item, @Nullable Object container) {
    if (container instanceof Map<?, ?> map) {
      return item != null && map.containsKey(item);
    }
    if (container instanceof List<?> list) {
      return list.stream().anyMatch(each -> equal(item, each));
    }
    if (container == null) {
      return false;
    }
    throw new Failure("nothing is in " + container);
  }

  private Object unary(Unary unary) {
    Object value = of(unary.operand());
    if (unary.operator().equals("not")) {
      return !bool(value);
    }
    if (unary.operator().equals("+")) {
      number(value);
      return Objects.requireNonNull(value);
    }
    return value instanceof Long number ? (Object) (-number) : (Object) (-number(value));
  }

  private @Nullable Object call(Call call) {
    Object first = of(call.arguments().get(0));
    if (call.name().equals("len")) {
      if (first instanceof List<?> list) {
        return (long) list.size();
      }
      if (first instanceof Map<?, ?> map) {
        return (long) map.size();
      }
      return (long) someText(first).codePointCount(0, someText(first).length());
    }
    if (call.name().equals("upper")) {
      return someText(first).toUpperCase(java.util.Locale.ROOT);
    }
    if (!(first instanceof List<?> list)) {
      throw new Failure("no list");
    }
    return fold(call.name(), list, ((Closure) call.arguments().get(1)).body());
  }

  private static String someText(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new Failure("no string");
  }

  private @Nullable Object fold(String name, List<?> list, Node body) {
    List<@Nullable Object> kept = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      elements.add(list.get(i));
      indices.add((long) i);
      Object value = of(body);
      elements.remove(elements.size() - 1);
      indices.remove(indices.size() - 1);
      if (name.equals("map")) {
        kept.add(value);
      } else if (bool(value)) {
        if (name.equals("any") || name.equals("none")) {
          return name.equals("any");
        }
        kept.add(list.get(i));
      } else if (name.equals("all")) {
        return false;
      }
    }
    return switch (name) {
      case "any" -> false;
      case "all", "none" -> true;
      case "count" -> (long) kept.size();
      default -> kept;
    };
  }
}
