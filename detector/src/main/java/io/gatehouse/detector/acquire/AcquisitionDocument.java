package io.gatehouse.detector.acquire;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.detector.acquire.Acquisition.Files;
import io.gatehouse.detector.acquire.Acquisition.Journal;
import io.gatehouse.detector.acquire.Acquisition.NotThere;
import io.gatehouse.detector.acquire.Acquisition.Origin;
import io.gatehouse.detector.event.EventTypes;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.ExpressionException;
import io.gatehouse.detector.expr.Expressions;
import io.gatehouse.detector.expr.SourceText;
import io.gatehouse.detector.expr.Type;
import io.gatehouse.detector.helper.Helpers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Reads one document of {@code acquis.yaml}; problems go to its report. */
final class AcquisitionDocument {
  /** Sources of upstream's that are not read here yet. */
  static final List<String> NOT_THERE =
      List.of(
          "syslog",
          "docker",
          "http",
          "k8s-audit",
          "loki",
          "victorialogs",
          "kafka",
          "kinesis",
          "cloudwatch",
          "s3",
          "wineventlog",
          "appsec");

  static final Environment ENVIRONMENT =
      Environment.builder()
          .variable("evt", EventTypes.EVENT)
          .functions(Helpers.of(Instant::now))
          .build();

  private static final Expressions EXPRESSIONS = new Expressions(ENVIRONMENT);

  private static final String LOOKS =
      "files are looked for several times a second, without inotify";

  private AcquisitionDocument() {}

  static Acquisition read(ConfigSection section) {
    String source = source(section);
    String name = section.text("name", "");
    section.text("unique_id", "");
    section.ignored("unique_id", "a source is known by what it reads");
    Optional<Level> logLevel =
        section.value(
            "log_level",
            Optional.empty(),
            AcquisitionDocument::logLevel,
            level -> level.map(Level::name).orElse(""));
    String mode = section.value("mode", "tail", AcquisitionDocument::mode);
    TimeMode clock = section.flag("use_time_machine", false) ? TimeMode.TIMEMACHINE : TimeMode.LIVE;
    Map<String, String> labels = section.entries("labels");
    if (labels.isEmpty() && !source.equals("docker")) {
      section.require("labels", "write 'type: nginx' or the like below it, to select parsers");
    }
    Expression transform = transform(section);
    return new Acquisition(name, origin(source, mode, section), labels, clock, transform, logLevel);
  }

  private static String source(ConfigSection section) {
    String found = section.has("journalctl_filter") ? Journal.SOURCE : "";
    if (section.has("filename") || section.has("filenames")) {
      found = Files.SOURCE;
    }
    String source = section.value("source", found, AcquisitionDocument::known);
    if (source.isEmpty() && !section.has("source")) {
      section.require("source", "write 'source: file' with 'filenames', or another one");
    }
    return source;
  }

  private static String known(String word) {
    if (!word.equals(Files.SOURCE) && !word.equals(Journal.SOURCE) && !NOT_THERE.contains(word)) {
      throw new IllegalArgumentException(
          "file, journalctl, " + String.join(", ", NOT_THERE) + " is expected");
    }
    return word;
  }

  /** Empty for an empty word. */
  static Optional<Level> logLevel(String word) {
    return switch (word) {
      case "" -> Optional.empty();
      case "trace" -> Optional.of(Level.TRACE);
      case "debug" -> Optional.of(Level.DEBUG);
      case "info" -> Optional.of(Level.INFO);
      case "warning", "warn" -> Optional.of(Level.WARN);
      case "error", "fatal", "panic" -> Optional.of(Level.ERROR);
      default ->
          throw new IllegalArgumentException("trace, debug, info, warning or error is expected");
    };
  }

  private static String mode(String word) {
    if (!List.of("tail", "cat", "server").contains(word)) {
      throw new IllegalArgumentException("tail, cat or server is expected");
    }
    return word;
  }

  private static Origin origin(String source, String mode, ConfigSection section) {
    boolean reads = source.equals(Files.SOURCE) || source.equals(Journal.SOURCE);
    if (reads && mode.equals("server")) {
      section.reject("mode", "tail or cat is expected for source " + source);
    }
    boolean follow = !mode.equals("cat");
    if (source.equals(Files.SOURCE)) {
      return files(follow, section);
    }
    if (source.equals(Journal.SOURCE)) {
      section.require("journalctl_filter", "write '_SYSTEMD_UNIT=ssh.service' in a list");
      return new Journal(section.texts("journalctl_filter", List.of()), follow, "");
    }
    if (section.has("source")) {
      section.warn("source", "is \"" + source + "\", which is not there yet; it is left out");
    }
    section.leaveRest();
    return new NotThere(source);
  }

  private static Files files(boolean follow, ConfigSection section) {
    List<String> patterns = new ArrayList<>(section.texts("filenames", List.of()));
    section.text("filename").ifPresent(patterns::add);
    if (patterns.isEmpty()) {
      section.require("filenames", "write the paths of log files, or globs of them, in a list");
    }
    for (String key : List.of("force_inotify", "poll_without_inotify", "discovery_poll_enable")) {
      section.flag(key, true);
      section.ignored(key, LOOKS);
    }
    section.duration("discovery_poll_interval", Duration.ofSeconds(30), Duration.ZERO);
    section.ignored("discovery_poll_interval", LOOKS);
    return new Files(patterns, excluded(section), follow, maxLine(section));
  }

  private static int maxLine(ConfigSection section) {
    return section.integer("max_buffer_size", Files.DEFAULT_MAX_LINE, 1, Files.LARGEST_MAX_LINE);
  }

  private static List<String> excluded(ConfigSection section) {
    List<String> texts = section.texts("exclude_regexps", List.of());
    for (int i = 0; i < texts.size(); i++) {
      try {
        java.util.regex.Pattern.compile(texts.get(i));
      } catch (PatternSyntaxException e) {
        section.rejectItem("exclude_regexps", i, e.getDescription());
        return List.of();
      }
    }
    return texts;
  }

  private static @Nullable Expression transform(ConfigSection section) {
    String text = section.text("transform", "");
    return text.isEmpty()
        ? null
        : EXPRESSIONS.compile(section, "transform", text, Type.ANY).orElse(null);
  }

  static Expression compile(String text) throws ExpressionException {
    return EXPRESSIONS.compile(SourceText.of("transform", text), Type.ANY);
  }
}
