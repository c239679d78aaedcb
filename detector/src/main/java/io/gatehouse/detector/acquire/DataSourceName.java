package io.gatehouse.detector.acquire;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.detector.acquire.Acquisition.Files;
import io.gatehouse.detector.acquire.Acquisition.Journal;
import io.gatehouse.detector.acquire.Acquisition.Origin;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.ExpressionException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a data source name: {@code file://PATH?key=value}, {@code journalctl://key=value}. */
final class DataSourceName {
  private static final String FILE = "file://";
  private static final String JOURNAL = "journalctl://";

  private DataSourceName() {}

  static Acquisition parse(String dsn, String type, Map<String, String> labels, String transform)
      throws ConfigException {
    if (type.isEmpty()) {
      throw problem("needs a type, which selects parsers; add '-type nginx' or the like");
    }
    Map<String, String> all = new HashMap<>(labels);
    all.put("type", type);
    return new Acquisition(dsn, origin(dsn), all, TimeMode.TIMEMACHINE, compiled(transform));
  }

  private static Origin origin(String dsn) throws ConfigException {
    if (dsn.startsWith(FILE)) {
      return file(dsn.substring(FILE.length()));
    }
    if (dsn.startsWith(JOURNAL)) {
      return journal(dsn.substring(JOURNAL.length()));
    }
    String scheme = dsn.replaceFirst("://.*", "");
    throw problem(
        AcquisitionDocument.NOT_THERE.contains(scheme)
            ? "source '" + scheme + "' is not there yet"
            : "starts with neither file:// nor journalctl://; write file:///PATH");
  }

  private static Files file(String rest) throws ConfigException {
    int mark = rest.indexOf('?');
    String path = mark < 0 ? rest : rest.substring(0, mark);
    if (path.isEmpty()) {
      throw problem("names no file; write file:///var/log/auth.log");
    }
    Map<String, List<String>> query =
        query(mark < 0 ? "" : rest.substring(mark + 1), List.of("log_level", "max_buffer_size"));
    return new Files(List.of(path), List.of(), false, maxLine(query.get("max_buffer_size")));
  }

  private static int maxLine(@Nullable List<String> texts) throws ConfigException {
    if (texts == null) {
      return Files.DEFAULT_MAX_LINE;
    }
    String text = texts.get(0);
    if (!text.matches("[1-9][0-9]{0,8}") || Integer.parseInt(text) > Files.LARGEST_MAX_LINE) {
      throw problem(
          "has max_buffer_size \"%s\"; a number of bytes up to %d is expected"
              .formatted(text, Files.LARGEST_MAX_LINE));
    }
    return Integer.parseInt(text);
  }

  private static Journal journal(String rest) throws ConfigException {
    Map<String, List<String>> query =
        query(rest.replaceFirst("^\\?", ""), List.of("filters", "since", "log_level"));
    List<String> filters = query.getOrDefault("filters", List.of());
    if (filters.isEmpty()) {
      throw problem("has no filter; write journalctl://filters=_SYSTEMD_UNIT=ssh.service");
    }
    return new Journal(filters, false, query.getOrDefault("since", List.of("")).get(0));
  }

  private static Map<String, List<String>> query(String text, List<String> known)
      throws ConfigException {
    Map<String, List<String>> query = new HashMap<>();
    for (String pair : List.of(text.split("&", -1))) {
      if (pair.isEmpty()) {
        continue;
      }
      int mark = pair.indexOf('=');
      String key = mark < 0 ? pair : pair.substring(0, mark);
      if (mark < 0 || !known.contains(key)) {
        throw problem("has '" + key + "'; one of " + known + " with =VALUE is expected");
      }
      query.computeIfAbsent(key, k -> new ArrayList<>()).add(decoded(pair.substring(mark + 1)));
    }
    return query;
  }

  private static String decoded(String text) throws ConfigException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw problem("has \"" + text + "\", in which a % is not followed by two digits");
    }
  }

  private static @Nullable Expression compiled(String transform) throws ConfigException {
    try {
      return transform.isEmpty() ? null : AcquisitionDocument.compile(transform);
    } catch (ExpressionException e) {
      throw problem("has a wrong transform: " + e.problems().get(0).message());
    }
  }

  private static ConfigException problem(String message) {
    return new ConfigException(List.of(new ConfigProblem("the data source name", 0, message)));
  }
}
