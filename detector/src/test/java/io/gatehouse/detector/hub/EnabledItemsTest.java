package io.gatehouse.detector.hub;

import static io.gatehouse.detector.hub.ItemKind.PARSER;
import static io.gatehouse.detector.hub.ItemKind.SCENARIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnabledItemsTest {
  @TempDir private Path root;
  private Path hubDir;
  private Path configDir;

  @BeforeEach
  void layOut() throws Exception {
    hubDir = root.resolve("hub");
    configDir = root.resolve("config");
    new FolderHub(hubDir)
        .item(PARSER, "s01-parse", "a/sshd-logs", "name: a/sshd-logs")
        .item(SCENARIO, "", "a/ssh-bf", "name: a/ssh-bf")
        .open();
    Files.createDirectories(configDir.resolve("parsers/s01-parse"));
    Files.createDirectories(configDir.resolve("scenarios"));
  }

  private Installation read() throws Exception {
    return EnabledItems.read(configDir, hubDir, root.resolve("data"));
  }

  private void link(String from, Path to) throws Exception {
    Files.createSymbolicLink(configDir.resolve(from), to);
  }

  @Test
  void a_link_into_the_hub_is_that_item() throws Exception {
    link("parsers/s01-parse/sshd-logs.yaml", hubDir.resolve("parsers/s01-parse/a/sshd-logs.yaml"));
    assertThat(read().parsers())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.name()).isEqualTo("a/sshd-logs");
              assertThat(item.stage()).isEqualTo("s01-parse");
              assertThat(item.version()).isEqualTo("1.0");
            });
  }

  @Test
  void a_changed_file_of_the_hub_has_no_known_version() throws Exception {
    link("scenarios/ssh-bf.yaml", hubDir.resolve("scenarios/a/ssh-bf.yaml"));
    Files.writeString(hubDir.resolve("scenarios/a/ssh-bf.yaml"), "name: a/ssh-bf # tuned");
    assertThat(read().scenarios()).extracting(InstalledItem::version).containsExactly("?");
  }

  @Test
  void a_file_of_the_operator_has_neither_version_nor_hash() throws Exception {
    Files.writeString(configDir.resolve("scenarios/mine.yml"), "name: me/mine");
    Files.writeString(configDir.resolve("scenarios/notes.txt"), "not a rule");
    assertThat(read().scenarios())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.name()).isEqualTo("mine.yml");
              assertThat(item.version() + item.hash()).isEmpty();
            });
  }

  @Test
  void a_link_to_nothing_is_nothing() throws Exception {
    link("scenarios/off.yaml", Path.of("/dev/null"));
    link("scenarios/gone.yaml", hubDir.resolve("scenarios/a/gone.yaml"));
    assertThat(read().scenarios()).isEmpty();
  }

  @Test
  void a_folder_without_anything_is_an_empty_installation(@TempDir Path empty) throws Exception {
    Installation none = EnabledItems.read(empty, empty.resolve("hub"), empty);
    assertThat(none.parsers()).isEmpty();
    assertThat(none.groks().contains("IP")).isTrue();
  }

  @Test
  void patterns_beside_the_rules_beat_our_own() throws Exception {
    Files.createDirectories(configDir.resolve("patterns"));
    Files.writeString(configDir.resolve("patterns/mine"), "WORD mine");
    assertThat(read().groks().textOf("WORD")).contains("mine");
  }
}
