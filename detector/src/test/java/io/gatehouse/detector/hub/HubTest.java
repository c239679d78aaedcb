package io.gatehouse.detector.hub;

import static io.gatehouse.detector.hub.ItemKind.COLLECTION;
import static io.gatehouse.detector.hub.ItemKind.PARSER;
import static io.gatehouse.detector.hub.ItemKind.SCENARIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubTest {
  @TempDir private Path root;

  private FolderHub folder() {
    return new FolderHub(root);
  }

  @Test
  void collections_are_followed_to_their_items_each_once() throws Exception {
    Hub hub =
        folder()
            .item(PARSER, "s01-parse", "a/sshd-logs", "name: a/sshd-logs")
            .item(SCENARIO, "", "a/ssh-bf", "name: a/ssh-bf")
            .collection("a/linux", "\"collections\": [\"a/ssh\", \"a/linux\"]")
            .collection("a/ssh", "\"parsers\": [\"a/sshd-logs\"], \"scenarios\": [\"a/ssh-bf\"]")
            .open();
    assertThat(hub.members(List.of("a/linux", "a/ssh")))
        .extracting(HubItem::name)
        .containsExactly("a/sshd-logs", "a/ssh-bf");
  }

  @Test
  void an_unknown_name_is_told_with_what_was_meant() throws Exception {
    Hub hub =
        folder()
            .entry(ItemKind.CONTEXT, "\"a/b\": {\"path\": \"x\", \"labels\": {\"path\": \"/y\"}}")
            .collection("crowdsecurity/sshd", "\"scenarios\": [\"a/gone\"]")
            .open();
    assertThatThrownBy(() -> hub.members(List.of("crowdsecurity/shd")))
        .hasMessage(
            "hub: no collection is called 'crowdsecurity/shd'; did you mean 'crowdsecurity/sshd'?");
    assertThatThrownBy(() -> hub.members(List.of("crowdsecurity/sshd")))
        .hasMessage("hub: no scenario is called 'a/gone' (collection 'crowdsecurity/sshd')");
  }

  @Test
  void an_item_has_the_version_of_its_content() throws Exception {
    Hub hub = folder().item(SCENARIO, "", "a/ssh-bf", "name: a/ssh-bf").open();
    HubItem item = hub.get(SCENARIO, "a/ssh-bf");
    assertThat(hub.install(item).version()).isEqualTo("1.0");
    Files.writeString(root.resolve(item.path()), "name: a/ssh-bf # tuned");
    assertThat(hub.install(item).version()).isEqualTo("?");
    assertThat(hub.install(item).hash()).hasSize(64);
  }

  @Test
  void items_of_one_hub_come_before_those_of_another(@TempDir Path other) throws Exception {
    Hub first = folder().item(SCENARIO, "", "a/x", "name: first").open();
    Hub second =
        new FolderHub(other)
            .item(SCENARIO, "", "a/x", "name: second")
            .item(SCENARIO, "", "a/y", "name: second")
            .open();
    Hub both = first.over(second);
    assertThat(both.install(both.get(SCENARIO, "a/x")).text()).isEqualTo("name: first");
    assertThat(both.install(both.get(SCENARIO, "a/y")).text()).isEqualTo("name: second");
  }

  @Test
  void an_item_without_its_file_is_told() throws Exception {
    Hub hub = folder().collection("a/b", "\"parsers\": null").open();
    Files.delete(root.resolve("collections/a/b.yaml"));
    assertThatThrownBy(() -> hub.install(hub.get(COLLECTION, "a/b")))
        .hasMessage(
            "hub: %s/collections/a/b.yaml: is missing, but is in the index".formatted(root));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/shadow", "../secret", "parsers/../../secret", "", "a/.."})
  void an_index_that_leads_out_of_the_hub_is_refused(String path) {
    FolderHub folder = folder().entry(SCENARIO, "\"a/x\": {\"path\": \"%s\"}".formatted(path));
    assertThatThrownBy(folder::open).hasMessageContaining("has the path '" + path + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"parsers\": 3}",
        "{\"parsers\": {\"a\": {\"path\": \"x\"}}}",
        "{\"collections\": {\"a\": {\"path\": \"x\", \"parsers\": {}}}}",
        "{\"parsers\": {"
      })
  void what_is_no_index_is_told(String text) throws Exception {
    Files.writeString(root.resolve(HubIndex.FILE), text);
    assertThatThrownBy(() -> Hub.open(root))
        .isInstanceOf(HubException.class)
        .hasMessageStartingWith("hub: " + root + "/.index.json: is no index: ");
  }

  @Test
  void a_folder_without_an_index_is_told() {
    assertThatThrownBy(() -> Hub.open(root))
        .hasMessageContaining(".index.json: is missing; a folder in the hub's format has one");
  }
}
