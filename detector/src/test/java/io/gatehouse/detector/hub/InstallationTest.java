package io.gatehouse.detector.hub;

import static io.gatehouse.detector.hub.ItemKind.PARSER;
import static io.gatehouse.detector.hub.ItemKind.SCENARIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
  @TempDir private Path root;

  private Installation install(Hub hub, String collection) throws Exception {
    return Installation.ofCollections(hub, List.of(collection), DataFiles.of(hub));
  }

  @Test
  void items_are_in_the_order_of_stage_and_file_name() throws Exception {
    Hub hub =
        new FolderHub(root)
            .item(PARSER, "s01-parse", "z/a-logs", "")
            .item(PARSER, "s00-raw", "a/syslog", "")
            .item(PARSER, "s01-parse", "a/Z-logs", "")
            .collection("c", "\"parsers\": [\"z/a-logs\", \"a/syslog\", \"a/Z-logs\"]")
            .open();
    assertThat(install(hub, "c").parsers())
        .extracting(InstalledItem::name)
        .containsExactly("a/syslog", "a/Z-logs", "z/a-logs");
  }

  @Test
  void a_later_file_of_the_same_name_takes_the_place_of_the_earlier() throws Exception {
    Hub hub =
        new FolderHub(root)
            .item(SCENARIO, "", "a/x", "")
            .item(SCENARIO, "", "b/x", "")
            .collection("c", "\"scenarios\": [\"a/x\", \"b/x\"]")
            .open();
    assertThat(install(hub, "c").scenarios())
        .extracting(InstalledItem::name)
        .containsExactly("b/x");
  }

  @Test
  void patterns_of_the_hub_beat_our_own() throws Exception {
    Hub hub =
        new FolderHub(root)
            .file("patterns-base/base", "WORD base\nDIGITS \\d+")
            .file("patterns/mine", "WORD mine")
            .file("patterns/LICENSE.txt", "WORD licence")
            .collection("c", "\"parsers\": []")
            .open();
    assertThat(install(hub, "c").groks().textOf("WORD")).contains("mine");
    assertThat(install(hub, "c").groks().textOf("DIGITS")).contains("\\d+");
    assertThat(install(hub, "c").groks().textOf("IP")).isPresent();
  }

  @Test
  void a_data_file_is_found_in_the_folder_before_the_hub(@TempDir Path folder) throws Exception {
    Hub hub = new FolderHub(root).file("data/list.txt", "hub").file("data/b.txt", "b").open();
    DataFiles data = DataFiles.of(folder, hub);
    assertThat(data.get("list.txt", "string")).isPresent();
    assertThat(data.get("absent.txt", "string")).isEmpty();
    assertThat(data.describe("list.txt")).isEqualTo(folder.resolve("list.txt").toString());
  }

  @Test
  void a_data_file_that_is_wrong_is_told_with_its_line() throws Exception {
    Hub hub = new FolderHub(root).file("data/bad.txt", "fine\n(").open();
    assertThatThrownBy(() -> DataFiles.of(hub).get("bad.txt", "regexp"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("bad.txt:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd"})
  void a_data_file_outside_is_refused(String name) throws Exception {
    DataFiles data = DataFiles.of(new FolderHub(root).open());
    assertThatThrownBy(() -> data.get(name, "string")).isInstanceOf(HubException.class);
  }
}
