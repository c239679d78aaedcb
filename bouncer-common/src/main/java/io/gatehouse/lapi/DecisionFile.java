package io.gatehouse.lapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.decision.DecisionSink;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.lapi.LapiException.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decisions from a file, in place of a LAPI. Which of three forms it has is seen from its
 * beginning:
 *
 * <ul>
 *   <li>LAPI's JSON: a stream answer, or a list as {@code GET /v1/decisions} gives it;
 *   <li>what {@code cscli decisions list -o raw} prints, or {@code cscli decisions import} reads:
 *       comma-separated, with a first line that names the columns;
 *   <li>an address or prefix a line; {@code #} begins a comment.
 * </ul>
 *
 * What a row leaves open is: type {@code ban}, origin {@code file}, the file's name as the
 * scenario, and the given duration.
 */
public final class DecisionFile {
  private static final Logger LOG = LoggerFactory.getLogger(DecisionFile.class);

  /** How much white space may come before the first character that tells the form. */
  private static final int MAX_MARGIN = 4_096;

  private final Path path;
  private final Duration defaultDuration;
  private final InstantSource time;
  private final AnswerLimits limits;

  /**
   * Nothing is read yet.
   *
   * @param defaultDuration of decisions that name none, in whole seconds
   */
  public DecisionFile(
      Path path, Duration defaultDuration, InstantSource time, AnswerLimits limits) {
    this.path = path;
    this.defaultDuration = defaultDuration;
    this.time = time;
    this.limits = limits;
  }

  /**
   * Reads the file into the sink, as one full pull. Rows that are no decisions are left out, and
   * named in one WARN line with the file and the line.
   *
   * @return what was read
   * @throws LapiException if there is no such file, or it is not what it looks like; the sink has
   *     then aborted
   */
  public PullSummary readInto(DecisionSink sink) throws LapiException {
    RowTally tally = new RowTally(limits, time.instant(), sink);
    try (InputStream in = open()) {
      sink.begin(Pull.FULL);
      try {
        read(in, tally);
      } catch (IOException | RuntimeException e) {
        sink.abort();
        throw e;
      }
      sink.commit();
    } catch (IOException e) {
      throw unusable(e);
    }
    PullSummary summary = tally.summary(Pull.FULL);
    warnOfSkipped(summary.skipped());
    return summary;
  }

  private InputStream open() throws IOException {
    return new BufferedInputStream(Files.newInputStream(path), 1 << 16);
  }

  private void read(InputStream in, RowTally tally) throws IOException {
    int first = firstCharacter(in);
    if (first == '{' || first == '[') {
      new StreamReader(limits, tally).readAny(in);
    } else {
      DecisionLines.Defaults defaults =
          new DecisionLines.Defaults(path.getFileName().toString(), defaultDuration);
      new DecisionLines(tally, defaults).read(new BoundedInput(in, limits.maxBytes()));
    }
  }

  /**
   * Of what is neither white space nor a byte order mark, or -1; leaves the stream at its start.
   */
  private static int firstCharacter(InputStream in) throws IOException {
    in.mark(MAX_MARGIN);
    int next = in.read();
    for (int i = 1; i < MAX_MARGIN && next >= 0 && (next <= ' ' || next >= 0x80); i++) {
      next = in.read();
    }
    in.reset();
    return next;
  }

  private void warnOfSkipped(SkippedRows skipped) {
    if (!skipped.isEmpty()) {
      LOG.warn(
          "decisions: {} rows of {} are no decisions and were left out: {}",
          skipped.count(),
          path,
          skipped.first().stream()
              .map(row -> path.getFileName() + ":" + row.line() + ": " + row.reason())
              .collect(Collectors.joining("; ")));
    }
  }

  private LapiException unusable(IOException e) {
    if (e instanceof NoSuchFileException) {
      return LapiException.of(Kind.UNUSABLE_FILE, "decisions: " + path + ": there is no such file");
    }
    if (e instanceof JsonProcessingException json) {
      return LapiException.of(
          Kind.MALFORMED,
          "decisions: "
              + path
              + ":"
              + json.getLocation().getLineNr()
              + ": "
              + Excerpt.of(json.getOriginalMessage())
              + "; LAPI's JSON was expected, as it begins like that");
    }
    if (e instanceof AnswerTooLargeException) {
      return LapiException.of(Kind.TOO_LARGE, "decisions: " + path + ": " + e.getMessage());
    }
    String reason = Excerpt.of(e.getClass().getSimpleName() + " " + e.getMessage());
    return LapiException.of(
        Kind.UNUSABLE_FILE, "decisions: " + path + ": it can't be read: " + reason);
  }
}
