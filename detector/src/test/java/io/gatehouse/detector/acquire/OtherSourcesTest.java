package io.gatehouse.detector.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.TimeMode;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherSourcesTest {
  @TempDir Path directory;

  @Test
  void a_data_source_name_is_replayed_with_the_clock_of_the_log() throws Exception {
    Path log = Files.writeString(directory.resolve("a.log"), "one\r\n\ntwo");
    Acquisition replay = Acquisitions.ofDsn("file://" + log, "nginx", Map.of("k", "v"), "");
    try (Tail tail = Tail.of(replay, AcquireSettings.forReplay())) {
      List<Event> events = tail.events();
      assertThat(events).extracting(event -> event.line().raw()).containsExactly("one", "two");
      assertThat(events.get(0).mode()).isEqualTo(TimeMode.TIMEMACHINE);
      assertThat(events.get(0).line().labels()).containsEntry("type", "nginx").containsKey("k");
      assertThat(tail.sources().finished()).isTrue();
    }
  }

  @Test
  void a_packed_file_is_unpacked_and_a_transform_may_make_several_lines() throws Exception {
    Path log = directory.resolve("a.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
      out.write("one two\n".getBytes(StandardCharsets.UTF_8));
    }
    String yaml =
        "filename: "
            + log
            + "\nmode: cat\nlabels: {type: t}\ntransform: split(evt.Line.Raw, ' ')\n";
    try (Tail tail = Tail.of(yaml, AcquireSettings.forReplay())) {
      assertThat(tail.lines()).containsExactly("one", "two");
    }
  }

  @Test
  void the_journal_is_read_as_syslog_lines() throws Exception {
    String entry =
        "{\"__CURSOR\":\"s=1\",\"__REALTIME_TIMESTAMP\":\"1767225600000000\",\"_HOSTNAME\":\"h\","
            + "\"SYSLOG_IDENTIFIER\":\"sshd\",\"_PID\":\"7\",\"MESSAGE\":[104,105]}";
    Path json = Files.writeString(directory.resolve("entries"), entry + "\n");
    AcquireSettings settings =
        AcquireSettings.forReplay().withJournalctl(List.of("sh", "-c", "cat " + json));
    Acquisition replay = Acquisitions.ofDsn("journalctl://filters=a&filters=b", "t", Map.of(), "");
    try (Tail tail = Tail.of(replay, settings)) {
      org.awaitility.Awaitility.await().until(() -> seen(tail, "sshd[7]: hi"));
    }
  }

  private static boolean seen(Tail tail, String text) throws InterruptedException {
    return tail.events().stream()
        .map(Event::line)
        .anyMatch(line -> line.raw().endsWith(text) && line.src().equals("journalctl-a.b"));
  }

  @Test
  void an_unknown_key_is_refused_with_its_line_and_a_source_of_later_is_not() throws Exception {
    assertThatThrownBy(
            () -> Acquisitions.ofText("a.yaml", "filenmae: /x\nsource: file\nlabels: {type: t}\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a.yaml:1")
        .hasMessageContaining("filename");
    assertThat(Acquisitions.ofText("a.yaml", "source: kafka\nbrokers: [b]\nlabels: {type: t}\n"))
        .hasSize(1);
  }

  @Test
  void logs_of_a_host_are_found_and_the_journal_only_without_a_file_for_ssh() throws Exception {
    Files.createDirectories(directory.resolve("var/log/journal"));
    Files.createDirectories(directory.resolve("var/log/nginx"));
    assertThat(Acquisitions.ofText("found", Discovery.on(directory)))
        .extracting(found -> found.origin().source())
        .containsExactly("journalctl", "file");
    Files.createFile(directory.resolve("var/log/auth.log"));
    assertThat(Acquisitions.ofText("found", Discovery.on(directory)))
        .extracting(found -> found.origin().source())
        .containsExactly("file", "file");
  }
}
