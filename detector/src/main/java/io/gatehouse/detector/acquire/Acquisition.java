package io.gatehouse.detector.acquire;

import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.expr.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One document of {@code acquis.yaml}, or one data source name.
 *
 * @param name what the operator calls it; "" where he does not
 * @param origin what is read, with its own keys
 * @param labels go with each line; {@code type} decides which parsers look at it
 * @param mode which clock counts
 * @param transform what a line is replaced by: a text or several; null where it stays
 * @param logLevel from which on its own messages are told; empty for the level of the program
 */
public record Acquisition(
    String name,
    Origin origin,
    Map<String, String> labels,
    TimeMode mode,
    @Nullable Expression transform,
    Optional<Level> logLevel) {

  /** Copies its labels. */
  public Acquisition {
    labels = Map.copyOf(labels);
  }

  /** What is read. */
  public sealed interface Origin permits Files, Journal, NotThere {
    /** The word for {@code source}. */
    String source();

    /** What it reads, in few words. */
    String summary();
  }

  /**
   * Log files.
   *
   * @param patterns paths, or globs of them
   * @param excluded patterns (regular expressions) of paths that are left out
   * @param follow whether new lines are waited for; otherwise each file is read once
   * @param maxLine bytes of a line; what is beyond is skipped
   */
  record Files(List<String> patterns, List<String> excluded, boolean follow, int maxLine)
      implements Origin {
    static final String SOURCE = "file";
    static final int DEFAULT_MAX_LINE = 1 << 20;
    static final int LARGEST_MAX_LINE = 1 << 28;

    Files {
      patterns = List.copyOf(patterns);
      excluded = List.copyOf(excluded);
    }

    @Override
    public String source() {
      return SOURCE;
    }

    @Override
    public String summary() {
      return String.join(" ", patterns);
    }
  }

  /**
   * The systemd journal.
   *
   * @param filters arguments of {@code journalctl}
   * @param follow whether new entries are waited for
   * @param since where reading begins, in {@code journalctl}'s words; "" for its default
   */
  record Journal(List<String> filters, boolean follow, String since) implements Origin {
    static final String SOURCE = "journalctl";

    Journal {
      filters = List.copyOf(filters);
    }

    @Override
    public String source() {
      return SOURCE;
    }

    @Override
    public String summary() {
      return "journalctl-" + String.join(".", filters);
    }
  }

  /** One that is known by name, and not read yet. */
  record NotThere(String source) implements Origin {
    @Override
    public String summary() {
      return source;
    }
  }

  /** The label that parsers are chosen by; "" if there is none. */
  public String type() {
    return labels.getOrDefault("type", "");
  }
}
