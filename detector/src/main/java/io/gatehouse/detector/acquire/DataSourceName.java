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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

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
    Parts parts = parts(dsn);
    return new Acquisition(
        dsn, parts.origin(), all, TimeMode.TIMEMACHINE, compiled(transform), parts.logLevel());
  }

  /** What a name says, whatever it begins with. */
  private record Parts(Origin origin, Optional<Level> logLevel) {}

  private static Parts parts(String dsn) throws ConfigException {
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

  private static Parts file(String rest) throws ConfigException {
    int mark = rest.indexOf('?');
    String path = mark < 0 ? rest : rest.substring(0, mark);
    if (path.isEmpty()) {
      throw problem("names no file; write file:///var/log/auth.log");
    }
    Map<String, List<String>> query =
        query(mark < 0 ? "" : rest.substring(mark + 1), List.of("log_level", "max_buffer_size"));
    Files files = new Files(List.of(path), List.of(), false, maxLine(query));
    return new Parts(files, logLevel(query));
  }

  private static int maxLine(Map<String, List<String>> query) throws ConfigException {
    String text = single(query, "max_buffer_size");
    if (text.isEmpty()) {
      return Files.DEFAULT_MAX_LINE;
    }
    if (!text.matches("[1-9][0-9]{0,8}") || Integer.parseInt(text) > Files.LARGEST_MAX_LINE) {
      throw problem(
          "has max_buffer_size \"%s\"; a number of bytes up to %d is expected"
              .formatted(text, Files.LARGEST_MAX_LINE));
    }
    return Integer.parseInt(text);
  }

  private static Optional<Level> logLevel(Map<String, List<String>> query) throws ConfigException {
    String word = single(query, "log_level");
    try {
      return AcquisitionDocument.logLevel(word);
    } catch (IllegalArgumentException e) {
      throw problem("has log_level \"" + word + "\"; " + e.getMessage());
    }
  }

  private static Parts journal(String rest) throws ConfigException {
    Map<String, List<String>> query =
        query(rest.replaceFirst("^\\?", ""), List.of("filters", "since", "log_level"));
    List<String> filters = query.getOrDefault("filters", List.of());
    if (filters.isEmpty()) {
      throw problem("has no filter; write journalctl://filters=_SYSTEMD_UNIT=ssh.service");
    }
    return new Parts(new Journal(filters, false, single(query, "since")), logLevel(query));
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

  /** The value of a key that may be given once; "" where it is not. */
  private static String single(Map<String, List<String>> query, String key) throws ConfigException {
    List<String> values = query.getOrDefault(key, List.of(""));
    if (values.size() > 1) {
      throw problem("has '" + key + "' more than once");
    }
    return values.get(0);
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
