package io.gatehouse.detector.helper;

import static io.gatehouse.detector.expr.Type.BOOL;
import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.helper.Arguments.text;

import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Function;
import io.gatehouse.detector.expr.Type;
import io.gatehouse.detector.regex.PatternBudgetException;
import java.util.List;

/** Helpers on data files; a file that was not loaded is an empty one. */
final class FileHelpers {
  private FileHelpers() {}

  static List<Function> of(World world) {
    List<Type> textAndFile = List.of(STRING, STRING);
    return List.of(
        Function.worldly(
                "File", Type.listOf(STRING), List.of(STRING), (e, a) -> lines(world, text(a, 0)))
            .keeping(),
        Function.worldly(
            "FileMap", Type.list(), List.of(STRING), (e, a) -> maps(world, text(a, 0))),
        Function.worldly(
            "RegexpInFile", BOOL, textAndFile, (e, a) -> matches(world, text(a, 0), text(a, 1))),
        Function.worldly(
            "LookupFile", STRING, textAndFile, (e, a) -> tag(world, text(a, 0), text(a, 1))));
  }

  private static List<String> lines(World world, String name) {
    DataFile file = world.file(name);
    return file == null ? List.of() : file.lines();
  }

  private static List<?> maps(World world, String name) {
    DataFile file = world.file(name);
    return file == null ? List.of() : file.maps();
  }

  private static boolean matches(World world, String text, String name) throws EvaluationException {
    DataFile file = world.file(name);
    try {
      return file != null && file.matches(text);
    } catch (PatternBudgetException e) {
      throw new EvaluationException("RegexpInFile(): " + e.getMessage());
    }
  }

  private static String tag(World world, String text, String name) throws EvaluationException {
    DataFile file = world.file(name);
    try {
      String tag = file == null ? null : file.tag(text);
      return tag == null ? "" : tag;
    } catch (PatternBudgetException e) {
      throw new EvaluationException("LookupFile(): " + e.getMessage());
    }
  }
}
