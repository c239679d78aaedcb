package io.gatehouse.detector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInHubTest {
  private static final String BUILT_IN = "src/main/resources/io/gatehouse/detector/hub/builtin";

  private final Hub hub = Hub.builtIn();

  private static Path sources() {
    Path module = Path.of(BUILT_IN);
    return Files.isDirectory(module) ? module : Path.of("detector", BUILT_IN);
  }

  /** -Dgolden.update=true writes it anew. */
  @Test
  void the_index_has_the_digest_of_every_file() throws Exception {
    Path file = sources().resolve(HubIndex.FILE);
    String index = BuiltInIndex.of(sources());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, index);
    }
    assertThat(new String(Files.readAllBytes(file), UTF_8)).isEqualTo(index);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gatehouse/ssh", "gatehouse/http", "gatehouse/log4j", "gatehouse/private-ranges"})
  void a_collection_needs_nothing_from_elsewhere(String collection) throws Exception {
    Installation installed =
        Installation.ofCollections(hub, List.of(collection), DataFiles.of(hub));
    assertThat(installed.parsers()).isNotEmpty();
    assertThat(installed.parsers()).extracting(InstalledItem::version).containsOnly("1.0");
  }

  @Test
  void every_item_is_in_a_collection() throws Exception {
    List<String> collections = hub.items(ItemKind.COLLECTION).stream().map(HubItem::name).toList();
    List<HubItem> members = hub.members(collections);
    assertThat(members).containsAll(hub.items(ItemKind.PARSER));
    assertThat(members).containsAll(hub.items(ItemKind.SCENARIO));
    assertThat(members).containsAll(hub.items(ItemKind.CONTEXT));
  }
}
