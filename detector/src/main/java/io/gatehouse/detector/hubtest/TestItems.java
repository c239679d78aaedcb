package io.gatehouse.detector.hubtest;

import io.gatehouse.config.Suggestion;
import io.gatehouse.detector.hub.DataFiles;
import io.gatehouse.detector.hub.Hub;
import io.gatehouse.detector.hub.HubException;
import io.gatehouse.detector.hub.HubItem;
import io.gatehouse.detector.hub.Installation;
import io.gatehouse.detector.hub.InstalledItem;
import io.gatehouse.detector.hub.ItemKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the items that a test names: names of the hub, or paths in it or in the test's folder. */
record TestItems(Hub hub, Path root, DataFiles data) {
  private static final String OVERRIDES = "00_overrides.yaml";
  private static final String FIRST_STAGE = "s00-raw";

  /**
   * What a test runs with.
   *
   * @throws HubTestException if an item is nowhere
   * @throws HubException if a file cannot be read
   */
  Installation of(TestCase test) throws HubTestException, HubException {
    Installation.Builder builder = new Installation.Builder(data).patternsOf(hub);
    addAll(ItemKind.PARSER, test.config().parsers(), test, builder);
    addAll(ItemKind.SCENARIO, test.config().scenarios(), test, builder);
    addAll(ItemKind.POSTOVERFLOW, test.config().postoverflows(), test, builder);
    test.config()
        .overrides()
        .ifPresent(
            text ->
                builder.add(
                    new InstalledItem(
                        ItemKind.PARSER, OVERRIDES, OVERRIDES, FIRST_STAGE, text, "", "")));
    return builder.build();
  }

  private void addAll(
      ItemKind kind, List<String> names, TestCase test, Installation.Builder builder)
      throws HubTestException, HubException {
    for (String name : names) {
      builder.add(find(kind, name, test));
    }
  }

  private InstalledItem find(ItemKind kind, String name, TestCase test)
      throws HubTestException, HubException {
    Optional<HubItem> item = hub.find(kind, name);
    if (item.isPresent()) {
      return hub.install(item.get());
    }
    Optional<InstalledItem> file = Hub.file(kind, root, name);
    if (file.isEmpty()) {
      file = Hub.file(kind, test.folder(), name);
    }
    return file.orElseThrow(() -> new HubTestException(unknown(kind, name)));
  }

  private String unknown(ItemKind kind, String name) {
    List<String> names = hub.items(kind).stream().map(HubItem::name).toList();
    return "no "
        + kind
        + " is called '"
        + name
        + "', and no such file is in the hub or beside the test"
        + Suggestion.of(name, names).map(meant -> "; did you mean '" + meant + "'?").orElse("");
  }
}
