package io.gatehouse.detector.helper;

import io.gatehouse.detector.grok.GrokException;
import io.gatehouse.detector.grok.GrokLibrary;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A folder of CrowdSec's hub, which the environment variable GATEHOUSE_HUB names. */
final class Hub {
  static final String VARIABLE = "GATEHOUSE_HUB";

  private final Path root;

  Hub() {
    this(Path.of(System.getenv(VARIABLE)));
  }

  /** Another folder in a hub's form. */
  Hub(Path root) {
    this.root = root;
  }

  /** A scalar of a file, and the keys that lead to it. */
  record Item(String file, List<String> keys, String text, String raw, int line, int column) {
    String key() {
      return keys.get(keys.size() - 1);
    }
  }

  Path root() {
    return root;
  }

  /** Every scalar of the files under a folder. */
  List<Item> items(String folder) throws IOException {
    List<Item> items = new ArrayList<>();
    for (Path file : files(folder, ".yaml", ".yml")) {
      String text = Files.readString(file);
      String name = root.relativize(file).toString();
      for (Node node : new Yaml(new LoaderOptions()).composeAll(new StringReader(text))) {
        walk(name, text, new ArrayList<>(), node, items);
      }
    }
    return items;
  }

  List<Path> files(String folder, String... endings) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve(folder))) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    }
  }

  private static void walk(
      String file, String text, List<String> keys, @Nullable Node node, List<Item> items) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        List<String> inner = new ArrayList<>(keys);
        inner.add(((ScalarNode) tuple.getKeyNode()).getValue());
        walk(file, text, inner, tuple.getValueNode(), items);
      }
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> walk(file, text, keys, item, items));
    } else if (node instanceof ScalarNode scalar && !keys.isEmpty()) {
      int[] points = text.codePoints().toArray();
      int start = scalar.getStartMark().getIndex();
      int end = Math.min(points.length, scalar.getEndMark().getIndex());
      items.add(
          new Item(
              file,
              List.copyOf(keys),
              scalar.getValue(),
              new String(points, start, end - start),
              scalar.getStartMark().getLine() + 1,
              scalar.getStartMark().getColumn() + 1));
    }
  }

  /** Our base patterns with the hub's files and what its parsers define. */
  GrokLibrary grok() throws IOException, GrokException {
    GrokLibrary library = GrokLibrary.base();
    for (Path file : files("patterns", "")) {
      if (Files.isRegularFile(file) && !file.getFileName().toString().contains(".")) {
        library.addFile(file.getFileName().toString(), Files.readString(file));
      }
    }
    for (Item item : items("parsers")) {
      int syntax = item.keys().indexOf("pattern_syntax");
      if (syntax >= 0) {
        library.addIfAbsent(item.key(), item.text(), item.file() + ":" + item.line());
      }
    }
    return library;
  }

  /** Lines of the tests' logs, at most so many of each. */
  List<String> lines(int each) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(".tests", ".log")) {
      Files.readString(file).lines().limit(each).forEach(lines::add);
    }
    return lines;
  }

  /** A world with the hub's data files, each of the type that the rules give it. */
  World world() throws Exception {
    SmallWorld world = new SmallWorld();
    Map<String, String> types = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    List<Item> data = new ArrayList<>(items("scenarios"));
    data.addAll(items("postoverflows"));
    for (Item item : data) {
      if (item.keys().contains("data") && item.key().equals("dest_file")) {
        names.put(item.file(), item.text());
      } else if (item.keys().contains("data") && item.key().equals("type")) {
        types.put(names.getOrDefault(item.file(), ""), item.text());
      }
    }
    for (Map.Entry<String, String> type : types.entrySet()) {
      Path file = root.resolve("data").resolve(type.getKey());
      if (Files.isRegularFile(file)) {
        world.files.put(
            type.getKey(), DataFile.of(type.getKey(), type.getValue(), Files.readString(file)));
      }
    }
    return world;
  }
}
