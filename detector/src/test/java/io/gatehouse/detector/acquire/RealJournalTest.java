package io.gatehouse.detector.acquire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With systemd's {@code journalctl}, on journals that systemd has written. */
@Timeout(60)
class RealJournalTest {
  private static final int MAX = Acquisition.Files.DEFAULT_MAX_LINE;
  private static final String FOLLOWED =
      "journalctl_filter: [_SYSTEMD_UNIT=ssh.service]\nlabels: {type: syslog}\n";

  @TempDir Path directory;
  @TempDir Path data;
  private RealJournal journal;

  @BeforeEach
  void begin() throws Exception {
    journal = new RealJournal(directory);
  }

  private Tail following() throws Exception {
    return Tail.of(FOLLOWED, journal.settings().rememberedIn(data));
  }

  /** Messages up to the last one, without what stands before them. */
  private static List<String> until(String last, Tail tail) {
    List<String> messages = new ArrayList<>();
    await()
        .until(
            () -> {
              tail.lines().forEach(line -> messages.add(line.replaceFirst(".*?sshd\\[7]: ", "")));
              return messages.contains(last);
            });
    return messages;
  }

  @Test
  void a_restart_goes_on_behind_the_last_entry_that_was_acknowledged() throws Exception {
    journal.add("before");
    try (Tail tail = following()) {
      journal.add("0");
      until("0", tail);
      journal.add("1");
      journal.add("2");
      assertThat(until("2", tail)).containsExactly("1", "2");
    }
    journal.add("3");
    journal.add("4");
    try (Tail tail = following()) {
      assertThat(until("4", tail)).containsExactly("3", "4");
    }
    journal.add("5");
    try (Tail tail = following()) {
      assertThat(until("5", tail)).containsExactly("5");
    }
  }

  @Test
  void what_was_not_acknowledged_is_read_again() throws Exception {
    journal.add("before");
    try (Tail tail = following()) {
      journal.add("0");
      until("0", tail);
      journal.add("1");
      await().until(() -> tail.sources().poll(java.time.Duration.ofMillis(50)).isPresent());
    }
    try (Tail tail = following()) {
      assertThat(until("1", tail)).containsExactly("1");
    }
  }

  @Test
  void a_message_of_any_bytes_is_one_line_and_the_next_one_comes() throws Exception {
    journal.add("first");
    journal.add("x".repeat(2 * MAX));
    journal.add(new byte[] {'b', 0, (byte) 0xff, 'c'});
    journal.add("a\r\nsshd[7]: Failed password\n\nb");
    journal.add(" \n ");
    journal.add("last");

    Acquisition replay =
        Acquisitions.ofDsn(
            "journalctl://filters=_SYSTEMD_UNIT=ssh.service", "syslog", Map.of(), "");
    try (Tail tail = Tail.of(replay, journal.settings())) {
      List<String> messages = until("last", tail);
      assertThat(messages.get(1).matches("x{" + (MAX - 100) + "," + MAX + "}")).isTrue();
      messages.remove(1);
      assertThat(messages)
          .containsExactly("first", "b\0\uFFFDc", "a sshd[7]: Failed password b", "last");
    }
  }

  @Test
  void a_line_is_as_syslog_would_have_written_it() throws Exception {
    journal.add("hi");
    String dsn = "journalctl://filters=_SYSTEMD_UNIT=ssh.service&since=today";
    Acquisition replay = Acquisitions.ofDsn(dsn, "syslog", Map.of(), "");
    List<String> lines = new ArrayList<>();
    try (Tail tail = Tail.of(replay, journal.settings())) {
      await().until(() -> lines.addAll(tail.lines()));
    }
    assertThat(lines)
        .hasSize(1)
        .allMatch(l -> l.matches("\\w{3} [ \\d]\\d [\\d:]{8} h sshd\\[7]: hi"));
    assertThat(lines.get(0).getBytes(UTF_8)).hasSizeLessThan(40);
  }
}
