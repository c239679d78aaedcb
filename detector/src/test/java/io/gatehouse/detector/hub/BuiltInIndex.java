package io.gatehouse.detector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Makes the index of the items that come with the program from their files. */
final class BuiltInIndex {
  private static final String VERSION = "1.0";

  private final Path root;
  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  private BuiltInIndex(Path root) throws IOException {
    this.root = root;
    this.json = new JsonFactory().createGenerator(text);
    json.setPrettyPrinter(new DefaultPrettyPrinter());
  }

  static String of(Path root) throws IOException {
    BuiltInIndex index = new BuiltInIndex(root);
    index.write();
    return index.text + "\n";
  }

  private void write() throws IOException {
    json.writeStartObject();
    for (ItemKind kind : ItemKind.values()) {
      json.writeObjectFieldStart(kind.folder());
      for (Path file : files(kind)) {
        item(kind, file);
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    json.close();
  }

  private List<Path> files(ItemKind kind) throws IOException {
    Path folder = root.resolve(kind.folder());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private void item(ItemKind kind, Path file) throws IOException {
    Path path = root.relativize(file);
    Map<?, ?> first = first(file);
    String base = path.getFileName().toString().replace(".yaml", "");
    json.writeObjectFieldStart(path.getName(path.getNameCount() - 2) + "/" + base);
    json.writeStringField("path", path.toString());
    if (kind.staged()) {
      json.writeStringField("stage", path.getName(1).toString());
    }
    json.writeStringField("version", VERSION);
    json.writeObjectFieldStart("versions");
    json.writeObjectFieldStart(VERSION);
    json.writeStringField("digest", Digest.of(Files.readAllBytes(file)));
    json.writeEndObject();
    json.writeEndObject();
    Object description = first.get("description");
    json.writeStringField("description", description == null ? "" : description.toString());
    for (ItemKind member : ItemKind.values()) {
      members(member, kind == ItemKind.COLLECTION ? first.get(member.folder()) : null);
    }
    json.writeEndObject();
  }

  private void members(ItemKind kind, @Nullable Object names) throws IOException {
    if (names instanceof List<?> list) {
      json.writeArrayFieldStart(kind.folder());
      for (Object name : list) {
        json.writeString(name.toString());
      }
      json.writeEndArray();
    }
  }

  private static Map<?, ?> first(Path file) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    String text = new String(Files.readAllBytes(file), UTF_8);
    return (Map<?, ?>) yaml.loadAll(text).iterator().next();
  }
}
