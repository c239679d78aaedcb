package io.gatehouse.detector.expr;

import io.gatehouse.detector.expr.Code.OfBool;
import io.gatehouse.detector.expr.Code.OfText;
import io.gatehouse.detector.expr.Node.Call;
import io.gatehouse.detector.expr.Node.MethodCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Functions of the table and methods of objects, their arguments checked. */
final class Calls {
  private final Compiler compiler;

  Calls(Compiler compiler) {
    this.compiler = compiler;
  }

  Typed call(Call call) {
    Function function = compiler.environment().function(call.name());
    List<Typed> arguments = compiler.compile(call.arguments());
    if (function == null) {
      List<String> known = new ArrayList<>(compiler.environment().functions());
      known.addAll(Operands.PREDICATES);
      String meant = Suggest.among(call.name(), known);
      return compiler.wrong(call.at(), "function '" + call.name() + "' is unknown" + meant);
    }
    if (!fits(call, function, arguments)) {
      return unknownResult(function, arguments);
    }
    Type result = function.result().of(arguments.stream().map(Typed::type).toList());
    return Typed.made(result, code(function, result, arguments), function.pure(), arguments);
  }

  private static Typed unknownResult(Function function, List<Typed> arguments) {
    Type result = function.result().of(arguments.stream().map(each -> Type.ANY).toList());
    return new Typed(result, e -> null, false, false, 0);
  }

  private boolean fits(Call call, Function function, List<Typed> arguments) {
    List<Type> parameters = function.parameters();
    int least = parameters.size() - function.optional() - (function.variadic() ? 1 : 0);
    int most = function.variadic() ? Integer.MAX_VALUE : parameters.size();
    if (arguments.size() < least || arguments.size() > most) {
      compiler.wrong(
          call.at(), "got " + arguments.size() + " arguments, expected " + function.signature());
      return false;
    }
    boolean fit = true;
    for (int i = 0; i < arguments.size(); i++) {
      Type wanted = parameters.get(Math.min(i, parameters.size() - 1));
      String who = "argument " + (i + 1) + " of " + call.name() + "()";
      fit &= compiler.expect(arguments.get(i), wanted, call.arguments().get(i).at(), who);
    }
    return fit;
  }

  private static Code code(Function function, Type result, List<Typed> arguments) {
    Function.Body body = function.body();
    String who = function.name() + "()";
    if (body instanceof Function.General general) {
      return Coerce.typed(result, general(function, general, arguments));
    }
    OfText first = Coerce.someText(arguments.get(0), who);
    if (body instanceof Function.Text1 text) {
      return (OfText) e -> text.call(string(first, e));
    }
    if (body instanceof Function.Test1 test) {
      return (OfBool) e -> test.call(string(first, e));
    }
    OfText second = Coerce.someText(arguments.get(1), who);
    if (body instanceof Function.Text2 text) {
      return (OfText) e -> text.call(string(first, e), string(second, e));
    }
    Function.Test2 test = (Function.Test2) body;
    return (OfBool) e -> test.call(string(first, e), string(second, e));
  }

  private static String string(OfText text, Evaluation e) throws EvaluationException {
    return Objects.requireNonNull(text.text(e));
  }

  private static Code general(Function function, Function.General body, List<Typed> arguments) {
    Code[] codes = checked(function.name(), function.parameters(), arguments);
    return e -> body.call(e, values(codes, e));
  }

  private static @Nullable Object[] values(Code[] codes, Evaluation e) throws EvaluationException {
    @Nullable Object[] values = new @Nullable Object[codes.length];
    for (int i = 0; i < codes.length; i++) {
      values[i] = codes[i].value(e);
    }
    return values;
  }

  private static Code[] checked(String name, List<Type> parameters, List<Typed> arguments) {
    Code[] codes = new Code[arguments.size()];
    for (int i = 0; i < codes.length; i++) {
      Type wanted = parameters.get(Math.min(i, parameters.size() - 1));
      codes[i] = checked(arguments.get(i), wanted, "argument " + (i + 1) + " of " + name + "()");
    }
    return codes;
  }

  /** An argument that is certainly of the type of its parameter when it arrives. */
  private static Code checked(Typed argument, Type wanted, String who) {
    if (wanted == Type.STRING) {
      return Coerce.someText(argument, who);
    }
    if (wanted == Type.INT) {
      return Coerce.whole(argument, who);
    }
    if (wanted == Type.FLOAT) {
      return Coerce.decimal(argument, who);
    }
    Code code = argument.code();
    if (wanted == Type.ANY || (argument.type() == wanted && wanted == Type.BOOL)) {
      return code;
    }
    return e -> {
      Object value = code.value(e);
      if (!Coerce.is(value, wanted)) {
        throw Coerce.refused(who, wanted.toString(), value);
      }
      return value;
    };
  }

  Typed method(MethodCall call) {
    Typed base = compiler.compile(call.base());
    List<Typed> arguments = compiler.compile(call.arguments());
    if (base.type() instanceof ObjectType<?> object) {
      return method(call, base, object, arguments);
    }
    if (Compiler.isWrong(base)) {
      return base;
    }
    ObjectType<?> scalar = GoTypes.of(base.type());
    return scalar != null
        ? method(call, base, scalar, arguments)
        : compiler.wrong(call.at(), base.type() + " has no method '" + call.name() + "()'");
  }

  private <T> Typed method(
      MethodCall call, Typed base, ObjectType<T> object, List<Typed> arguments) {
    ObjectType.Method<T> method = object.methodNamed(call.name());
    if (method == null) {
      return compiler.wrong(
          call.at(),
          object
              + " has no method '"
              + call.name()
              + "()'"
              + Suggest.among(call.name() + "()", object.names()));
    }
    if (arguments.size() != method.parameters().size()) {
      return compiler.wrong(
          call.at(),
          call.name()
              + "() wants "
              + method.parameters().size()
              + " arguments, got "
              + arguments.size());
    }
    for (int i = 0; i < arguments.size(); i++) {
      String who = "argument " + (i + 1) + " of " + call.name() + "()";
      compiler.expect(
          arguments.get(i), method.parameters().get(i), call.arguments().get(i).at(), who);
    }
    List<Typed> parts = new ArrayList<>(arguments);
    parts.add(base);
    Code code =
        Coerce.typed(method.result(), invoked(call.name(), base, object, method, arguments));
    return Typed.made(method.result(), code, false, parts);
  }

  private static <T> Code invoked(
      String name,
      Typed base,
      ObjectType<T> object,
      ObjectType.Method<T> method,
      List<Typed> arguments) {
    Code self = base.code();
    Code[] codes = checked(name, method.parameters(), arguments);
    return e ->
        method.body().call(Members.self(object, self.value(e), name + "()"), values(codes, e));
  }
}
