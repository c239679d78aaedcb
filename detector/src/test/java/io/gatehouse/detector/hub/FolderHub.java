package io.gatehouse.detector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a hub into a folder. */
final class FolderHub {
  private final Path root;
  private final Map<ItemKind, List<String>> entries = new EnumMap<>(ItemKind.class);

  FolderHub(Path root) {
    this.root = root;
  }

  /** A file that the index knows as version 1.0. */
  FolderHub item(ItemKind kind, String stage, String name, String text) throws IOException {
    String path = kind.folder() + (stage.isEmpty() ? "" : "/" + stage) + "/" + name + ".yaml";
    file(path, text);
    return entry(
        kind,
        """
        "%s": {"path": "%s", "stage": "%s", "version": "1.0", "content": "bm8=", "labels": null,
          "versions": {"1.0": {"deprecated": false, "digest": "%s"}}}\
        """
            .formatted(name, path, stage, Digest.of(text.getBytes(UTF_8))));
  }

  FolderHub collection(String name, String members) throws IOException {
    file("collections/" + name + ".yaml", "name: " + name);
    return entry(
        ItemKind.COLLECTION,
        "\"%s\": {\"path\": \"collections/%s.yaml\", \"version\": \"1.0\", %s}"
            .formatted(name, name, members));
  }

  FolderHub entry(ItemKind kind, String json) {
    entries.computeIfAbsent(kind, all -> new ArrayList<>()).add(json);
    return this;
  }

  FolderHub file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  Hub open() throws Exception {
    String index =
        entries.entrySet().stream()
            .map(e -> "\"%s\": {%s}".formatted(e.getKey().folder(), String.join(",", e.getValue())))
            .collect(Collectors.joining(",", "{", "}"));
    file(HubIndex.FILE, index);
    return Hub.open(root);
  }
}
