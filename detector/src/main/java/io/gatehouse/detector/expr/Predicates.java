package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfBool;
import io.gatehouse.detector.expr.Node.Call;
import io.gatehouse.detector.expr.Node.Closure;
import io.gatehouse.detector.expr.Scope.Loop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that evaluate a closure for each element of a list. */
final class Predicates {
  private static final int MAX_CLOSURES = 16;

  private final Compiler compiler;

  Predicates(Compiler compiler) {
    this.compiler = compiler;
  }

  Typed call(Call call) {
    String name = call.name();
    List<Node> arguments = call.arguments();
    boolean bare = (name.equals("count") || name.equals("sum")) && arguments.size() == 1;
    int most = name.equals("sortBy") || name.equals("reduce") ? 3 : 2;
    if (arguments.size() > most || (arguments.size() < 2 && !bare)) {
      return compiler.wrong(call.at(), name + "() wants a list and a closure");
    }
    Typed list = compiler.compile(arguments.get(0));
    if (!(list.type() instanceof Type.ListOf) && list.type() != Type.ANY) {
      return compiler.wrong(arguments.get(0).at(), name + "() wants a list, got " + list.type());
    }
    return bare ? bare(name, list) : withBody(call, list, (Closure) arguments.get(1));
  }

  private static Typed bare(String name, Typed list) {
    Code code = list.code();
    if (name.equals("count")) {
      return Typed.made(Type.INT, Folds.count(code, Folds.ITSELF), list);
    }
    return Typed.made(Type.ANY, Folds.sum(code, null, 0), list);
  }

  private Typed withBody(Call call, Typed list, Closure closure) {
    int depth = compiler.loopDepth();
    if (depth >= MAX_CLOSURES) {
      return compiler.wrong(call.at(), "more than " + MAX_CLOSURES + " closures in each other");
    }
    Type element = list.type() instanceof Type.ListOf of ? of.element() : Type.ANY;
    Loop loop = new Loop(element, compiler.newSlots(3), depth);
    Typed extra = extra(call);
    int before = compiler.outsiders();
    Typed body = compiler.body(closure.body(), loop);
    boolean alone = body.pure() && compiler.outsiders() == before && body.loops() == 1 << depth;
    if (Folds.tests(call.name())
        && !compiler.expect(body, Type.BOOL, closure.at(), call.name() + "()'s closure")) {
      return body;
    }
    List<Typed> parts = new ArrayList<>(List.of(list, body.outside(depth)));
    if (extra != null) {
      parts.add(extra);
    }
    Type result = result(call.name(), element, body.type());
    Code loopCode = code(call.name(), list, loop.slot(), body, extra, alone);
    WordTest words =
        call.name().equals("any") ? WordTest.of(compiler, call, closure.body(), loop) : null;
    return Typed.made(result, words == null ? loopCode : words.before(list, loopCode), true, parts);
  }

  private @Nullable Typed extra(Call call) {
    return call.arguments().size() > 2 ? compiler.compile(call.arguments().get(2)) : null;
  }

  private static Type result(String name, Type element, Type body) {
    return switch (name) {
      case "all", "none", "any", "one" -> Type.BOOL;
      case "count", "findIndex", "findLastIndex" -> name.equals("count") ? Type.INT : Type.ANY;
      case "filter", "sortBy" -> Type.listOf(element);
      case "map" -> Type.listOf(body);
      case "find", "findLast" -> element.or(Type.NIL);
      case "groupBy" -> Type.mapOf(Type.listOf(element));
      default -> Type.ANY;
    };
  }

  private static Code code(
      String name, Typed list, int slot, Typed body, @Nullable Typed extra, boolean alone) {
    Code items = list.code();
    Code value = body.code();
    return switch (name) {
      case "map" -> Folds.map(items, slot, value);
      case "sum" -> Folds.sum(items, value, slot);
      case "groupBy" -> Folds.groupBy(items, slot, value);
      case "sortBy" -> Folds.sortBy(items, slot, value, extra == null ? null : extra.code());
      case "reduce" -> Folds.reduce(items, slot, value, extra == null ? null : extra.code());
      default -> tested(name, items, new Folds.Test(slot, Coerce.bool(body, name + "()"), alone));
    };
  }

  private static Code tested(String name, Code items, Folds.Test test) {
    return switch (name) {
      case "all" -> Folds.until(items, test, false, false);
      case "none" -> Folds.until(items, test, true, false);
      case "any" -> Folds.until(items, test, true, true);
      case "one" -> one(items, test);
      case "count" -> Folds.count(items, test);
      case "filter" -> Folds.filter(items, test);
      case "find" -> Folds.find(items, test, true, false);
      case "findIndex" -> Folds.find(items, test, true, true);
      case "findLast" -> Folds.find(items, test, false, false);
      default -> Folds.find(items, test, false, true);
    };
  }

  private static OfBool one(Code items, Folds.Test test) {
    Code.OfInt count = Folds.count(items, test);
    return e -> count.number(e) == 1;
  }
}
