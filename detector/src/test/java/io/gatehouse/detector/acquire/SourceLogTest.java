package io.gatehouse.detector.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.testing.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** {@code log_level} of a source, in a program that speaks from INFO on. */
class SourceLogTest {
  @TempDir Path logs;
  private final LogLines program = LogLines.of(SourceLogTest.class.getPackageName(), Level.INFO);
  private final Set<String> touched = ConcurrentHashMap.newKeySet();
  private Path loud;
  private Path other;

  @BeforeEach
  void write_two_logs() throws Exception {
    loud = Files.writeString(logs.resolve("loud.log"), "old\n");
    other = Files.writeString(logs.resolve("other.log"), "old\n");
  }

  @AfterEach
  void forget_the_levels() {
    touched.forEach(logger -> setLevel(logger, Optional.empty()));
    program.close();
  }

  private void setLevel(String logger, Optional<Level> level) {
    touched.add(logger);
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(logger))
        .setLevel(level.map(ch.qos.logback.classic.Level::convertAnSLF4JLevel).orElse(null));
  }

  private Tail tail(String logLevel) throws Exception {
    return Tail.of(
        "filename: %s\nlog_level: %s\nlabels: {type: t}\n---\nfilename: %s\nlabels: {type: t}\n"
            .formatted(loud, logLevel, other),
        AcquireSettings.forReplay().withLogLevels(this::setLevel));
  }

  private List<String> saidOf(Path log) {
    return program.texts().stream().filter(text -> text.contains(log.toString())).toList();
  }

  @Test
  void a_source_at_debug_tells_its_steps_and_no_other_source_does() throws Exception {
    try (Tail tail = tail("debug")) {
      assertThat(tail.lines()).isEmpty();
    }
    assertThat(saidOf(loud)).anyMatch(text -> text.endsWith("is opened at byte 4 of 4"));
    assertThat(saidOf(other)).isEmpty();
  }

  @Test
  void a_source_at_debug_tells_of_a_rotation_and_not_of_lines() throws Exception {
    try (Tail tail = tail("debug")) {
      assertThat(tail.lines()).isEmpty();
      Files.move(loud, logs.resolve("loud.log.1"));
      Files.writeString(loud, "secret\n");
      assertThat(tail.lines()).containsExactly("secret");
    }
    assertThat(saidOf(loud)).anyMatch(text -> text.contains("was rotated"));
    assertThat(program.texts()).noneMatch(text -> text.contains("secret"));
  }

  @Test
  void a_source_at_trace_tells_each_line() throws Exception {
    try (Tail tail = tail("trace")) {
      assertThat(tail.lines()).isEmpty();
      FollowedFilesTest.append(loud, "one\n");
      FollowedFilesTest.append(other, "two\n");
      assertThat(tail.lines()).containsExactlyInAnyOrder("one", "two");
    }
    assertThat(saidOf(loud)).contains(loud + ": one", loud + ": 1 lines up to byte 8");
    assertThat(saidOf(other)).isEmpty();
  }

  @Test
  void a_source_at_error_keeps_what_others_say_at_info_to_itself() throws Exception {
    try (Tail tail = tail("error")) {
      assertThat(tail.lines()).isEmpty();
      Files.writeString(loud, "");
      Files.writeString(other, "");
      assertThat(tail.lines()).isEmpty();
    }
    assertThat(saidOf(other)).anyMatch(text -> text.contains("was truncated"));
    assertThat(saidOf(loud)).isEmpty();
  }

  @Test
  void a_level_that_is_taken_out_of_the_file_is_taken_back() throws Exception {
    tail("debug").close();
    tail("''").close();
    assertThat(touched)
        .hasSize(2)
        .allMatch(logger -> !LoggerFactory.getLogger(logger).isDebugEnabled());
  }

  @Test
  void a_data_source_name_may_have_a_level() throws Exception {
    Acquisition replay =
        Acquisitions.ofDsn("file://" + loud + "?log_level=debug", "t", Map.of(), "");
    AcquireSettings settings = AcquireSettings.forReplay().withLogLevels(this::setLevel);
    try (Tail tail = Tail.of(replay, settings)) {
      assertThat(tail.lines()).containsExactly("old");
    }
    assertThat(saidOf(loud)).contains(loud + " is read, 1 lines");
  }

  @Test
  void a_level_that_is_none_or_is_given_twice_is_refused() {
    for (String query : List.of("log_level=loud", "log_level=info&log_level=debug")) {
      assertThatThrownBy(() -> Acquisitions.ofDsn("file:///a?" + query, "t", Map.of(), ""))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("log_level");
    }
  }
}
