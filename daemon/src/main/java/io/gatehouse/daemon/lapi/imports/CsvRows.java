package io.gatehouse.daemon.lapi.imports;

import io.gatehouse.daemon.console.ProgramException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Columns under a line of names (RFC 4180): {@code value}, and any of {@code duration}, {@code
 * reason}, {@code scope}, {@code type}, in any order. A field is not broken over lines.
 */
final class CsvRows implements Rows {
  private static final Set<String> NAMES = Set.of("duration", "reason", "scope", "type", "value");
  private static final String EXPECTED =
      "the first line names the columns: value, and any of duration, reason, scope, type";

  /** Whether a line could be the names of columns, one of them {@code value}. */
  static boolean isHeader(String line) {
    List<String> names = List.of(line.strip().toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1));
    return names.contains("value") && NAMES.containsAll(names);
  }

  @Override
  public void read(InputStream in, Into into)
      throws IOException, BadRowException, ProgramException {
    TextLines lines = new TextLines(in);
    String header = lines.next();
    List<String> columns = header == null ? List.of() : columns(header);
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (!line.isBlank()) {
        into.row(lines.number(), row(columns, fields(line, lines.number()), lines.number()));
      }
    }
  }

  private static List<String> columns(String header) throws BadRowException {
    List<String> columns =
        fields(header, 1).stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    for (String column : columns) {
      if (!NAMES.contains(column)) {
        throw new BadRowException(1, "\"" + ImportRow.shown(column) + "\": " + EXPECTED);
      }
    }
    if (!columns.contains("value")) {
      throw new BadRowException(1, "there is no column 'value': " + EXPECTED);
    }
    return columns;
  }

  private static ImportRow.Written row(List<String> columns, List<String> fields, int line)
      throws BadRowException {
    if (fields.size() != columns.size()) {
      throw new BadRowException(
          line,
          "%d fields, where the first line names %d columns"
              .formatted(fields.size(), columns.size()));
    }
    return new ImportRow.Written(
        field("value", columns, fields),
        field("scope", columns, fields),
        field("type", columns, fields),
        field("duration", columns, fields),
        field("reason", columns, fields));
  }

  private static String field(String name, List<String> columns, List<String> fields) {
    int at = columns.indexOf(name);
    return at < 0 ? "" : fields.get(at).strip();
  }

  private static List<String> fields(String line, int number) throws BadRowException {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (at <= line.length()) {
      StringBuilder field = new StringBuilder();
      boolean quoted = at < line.length() && line.charAt(at) == '"';
      at = quoted ? quoted(line, at + 1, field, number) : plain(line, at, field);
      if (at < line.length() && line.charAt(at) != ',') {
        throw new BadRowException(number, "a comma is expected after the closing quote");
      }
      fields.add(field.toString());
      at++;
    }
    return fields;
  }

  private static int plain(String line, int from, StringBuilder field) {
    int comma = line.indexOf(',', from);
    int end = comma < 0 ? line.length() : comma;
    field.append(line, from, end);
    return end;
  }

  /** Where the field ends, behind its closing quote. */
  private static int quoted(String line, int from, StringBuilder field, int number)
      throws BadRowException {
    int at = from;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '"' && (at + 1 == line.length() || line.charAt(at + 1) != '"')) {
        return at + 1;
      }
      field.append(c);
      at += c == '"' ? 2 : 1;
    }
    throw new BadRowException(number, "a quote is not closed on its line");
  }
}
