package io.gatehouse.detector.acquire;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFilesTest {
  @TempDir Path logs;
  @TempDir Path data;
  private Path log;

  @BeforeEach
  void name_the_log() {
    log = logs.resolve("access.log");
  }

  static void append(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1), CREATE, APPEND);
  }

  private Tail tail() throws Exception {
    return Tail.following(log, data);
  }

  @Test
  void the_first_start_begins_at_the_end() throws Exception {
    append(log, "old\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
      append(log, "new\n");
      assertThat(tail.lines()).containsExactly("new");
    }
  }

  @Test
  void what_was_written_while_nobody_read_is_read_at_the_next_start() throws Exception {
    append(log, "old\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
    }
    append(log, "meanwhile\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).containsExactly("meanwhile");
    }
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
    }
  }

  @Test
  void what_was_not_acknowledged_is_read_again() throws Exception {
    append(log, "old\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
      append(log, "taken\n");
      assertThat(tail.sources().poll(java.time.Duration.ofSeconds(10))).isPresent();
    }
    try (Tail tail = tail()) {
      assertThat(tail.lines()).containsExactly("taken");
    }
  }

  @Test
  void a_renamed_log_is_read_to_its_end_before_the_new_one() throws Exception {
    append(log, "old\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
      append(log, "1\n");
      Files.move(log, logs.resolve("access.log.1"));
      append(logs.resolve("access.log.1"), "2\n");
      append(log, "3\n");
      assertThat(tail.lines()).containsExactly("1", "2", "3");
    }
  }

  @Test
  void two_rotations_while_nobody_read_lose_nothing() throws Exception {
    append(log, "old\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
    }
    append(log, "1\n");
    rotate();
    append(log, "2\n");
    rotate();
    append(log, "3\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).containsExactly("1", "2", "3");
    }
  }

  private void rotate() throws IOException {
    if (Files.exists(logs.resolve("access.log.1"))) {
      Files.move(logs.resolve("access.log.1"), logs.resolve("access.log.2"));
    }
    Files.move(log, logs.resolve("access.log.1"));
    // rotations are far apart; file systems tell times that are closer than this as one
    Files.setLastModifiedTime(
        logs.resolve("access.log.1"),
        java.nio.file.attribute.FileTime.from(java.time.Instant.now().minusMillis(1)));
  }

  @Test
  void a_truncated_log_is_read_from_its_beginning_after_the_rest_of_its_copy() throws Exception {
    append(log, "a line that is long enough\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
      append(log, "1\n");
      Files.copy(log, logs.resolve("access.log.1"), StandardCopyOption.COPY_ATTRIBUTES);
      truncate();
      append(log, "2\n");
      assertThat(tail.lines()).containsExactly("1", "2");
    }
  }

  @Test
  void a_log_that_grew_longer_than_before_its_truncation_is_seen_to_be_truncated()
      throws Exception {
    append(log, "a line that is long enough\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
      truncate();
      append(log, "b\nanother that is even longer\n");
      assertThat(tail.lines()).containsExactly("b", "another that is even longer");
    }
  }

  private void truncate() throws IOException {
    FileChannel.open(log, StandardOpenOption.WRITE).truncate(0).close();
  }

  @Test
  void a_log_that_was_deleted_and_created_again_is_read() throws Exception {
    append(log, "old\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
      Files.delete(log);
      assertThat(tail.lines()).isEmpty();
      append(log, "new\n");
      assertThat(tail.lines()).containsExactly("new");
    }
  }

  @Test
  void a_link_that_is_led_elsewhere_is_followed_and_back_again_without_repeats() throws Exception {
    Path one = logs.resolve("one");
    Path other = logs.resolve("other");
    append(one, "old\n");
    append(other, "2\n");
    Files.createSymbolicLink(log, one);
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
      append(one, "1\n");
      swap(other);
      assertThat(tail.lines()).containsExactly("1", "2");
      append(one, "3\n");
      swap(one);
      assertThat(tail.lines()).containsExactly("3");
    }
  }

  private void swap(Path target) throws IOException {
    Path link = Files.createSymbolicLink(logs.resolve("link"), target);
    Files.move(link, log, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void the_log_of_a_kubernetes_pod_is_followed_through_its_link() throws Exception {
    Path pod = Files.createDirectories(logs.resolve("pods/web_1/web"));
    append(pod.resolve("0.log"), "old\n");
    Files.createSymbolicLink(log, pod.resolve("0.log"));
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
    }
    append(pod.resolve("0.log"), "1\n");
    Files.move(pod.resolve("0.log"), pod.resolve("0.log.20260101-120000"));
    append(pod.resolve("0.log"), "2\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).containsExactly("1", "2");
    }
  }

  @Test
  void files_and_directories_may_appear_later() throws Exception {
    try (Tail tail = Tail.following(logs.resolve("*/*.log"), data)) {
      assertThat(tail.lines()).isEmpty();
      Files.createDirectory(logs.resolve("site"));
      append(logs.resolve("site/a.log"), "1\n");
      append(logs.resolve("site/b.txt"), "no\n");
      org.awaitility.Awaitility.await().until(() -> tail.lines().contains("1"));
    }
  }

  @Test
  void a_rotated_file_that_the_glob_matches_as_well_is_read_once() throws Exception {
    append(log, "old\n");
    try (Tail tail = Tail.following(logs.resolve("access.log*"), data)) {
      assertThat(tail.lines()).isEmpty();
      append(log, "1\n");
      Files.move(log, logs.resolve("access.log.1"));
      append(log, "2\n");
      assertThat(tail.lines()).containsExactly("1", "2");
      assertThat(tail.lines()).isEmpty();
    }
  }

  @Test
  void a_line_without_an_end_is_waited_for() throws Exception {
    append(log, "old\n");
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
      append(log, "begin");
      assertThat(tail.lines()).isEmpty();
      append(log, "ning\r\n\n");
      assertThat(tail.lines()).containsExactly("beginning");
    }
  }

  @Test
  void the_log_that_is_not_there_is_told_of() throws Exception {
    try (Tail tail = tail()) {
      assertThat(tail.lines()).isEmpty();
      org.awaitility.Awaitility.await().until(() -> !tail.sources().health().isEmpty());
      assertThat(tail.sources().health())
          .extracting(SourceHealth::trouble)
          .containsExactly("does not exist yet");
    }
  }
}
