package io.gatehouse.detector.acquire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to where each source was read and acknowledged, as one small JSON file. It is written beside
 * and renamed, so that there is always a whole one.
 */
final class Positions {
  private static final Logger LOG = LoggerFactory.getLogger(Positions.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VERSION = 1;

  private final Instant at;
  private final Set<String> patterns = new LinkedHashSet<>();
  private final Map<Named, LogPosition> files = new LinkedHashMap<>();
  private final Map<String, String> cursors = new LinkedHashMap<>();

  private record Named(String path, String type) {}

  Positions(Instant at) {
    this.at = at;
  }

  /** Those of the file; none where there is no file, or one that cannot be read. */
  static Positions read(Path file) {
    try {
      return parse(JSON.readTree(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      LOG.info("{} does not exist yet; logs are read from their end", file);
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      LOG.warn("{} cannot be used, logs are read from their end: {}", file, e.getMessage());
    }
    return new Positions(Instant.MAX);
  }

  private static Positions parse(JsonNode root) throws IOException {
    if (root.path("version").asInt() != VERSION) {
      throw new IOException("it has version " + root.path("version") + ", 1 is expected");
    }
    Positions positions = new Positions(Instant.parse(root.path("at").asText()));
    root.path("patterns").forEach(pattern -> positions.patterns.add(pattern.asText()));
    for (JsonNode file : root.path("files")) {
      List<FilePosition> generations = new ArrayList<>();
      file.path("generations").forEach(generation -> generations.add(generation(generation)));
      Named name = new Named(file.path("path").asText(), file.path("type").asText());
      Instant looked =
          file.has("looked") ? Instant.parse(file.path("looked").asText()) : positions.at;
      positions.files.put(name, new LogPosition(looked, generations));
    }
    root.path("journals")
        .properties()
        .forEach(e -> positions.cursors.put(e.getKey(), e.getValue().asText()));
    return positions;
  }

  private static FilePosition generation(JsonNode node) {
    return new FilePosition(
        new FileState.Id(node.path("device").asLong(), node.path("inode").asLong()),
        Math.max(0, node.path("offset").asLong()),
        new Fingerprint(
            Math.max(0, Math.min(Fingerprint.MAX_LENGTH, node.path("head_length").asInt())),
            node.path("head").asText()));
  }

  /** Where a log was read up to. */
  LogPosition of(Path path, String type) {
    return files.getOrDefault(new Named(path.toString(), type), LogPosition.NONE);
  }

  /** When this was known, if the pattern was acquired by then. */
  Optional<Instant> since(String pattern) {
    return patterns.contains(pattern) ? Optional.of(at) : Optional.empty();
  }

  /** Where a journal was read up to; "" if it was not. */
  String cursor(String journal) {
    return cursors.getOrDefault(journal, "");
  }

  void addPattern(String pattern) {
    patterns.add(pattern);
  }

  void add(Path path, String type, LogPosition position) {
    files.put(new Named(path.toString(), type), position);
  }

  void addCursor(String journal, String cursor) {
    cursors.put(journal, cursor);
  }

  /** Whether both say the same, whenever they were taken. */
  boolean same(Positions other) {
    return patterns.equals(other.patterns)
        && generations().equals(other.generations())
        && cursors.equals(other.cursors);
  }

  private Map<Named, List<FilePosition>> generations() {
    Map<Named, List<FilePosition>> generations = new HashMap<>();
    files.forEach((name, position) -> generations.put(name, position.generations()));
    return generations;
  }

  void write(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(json()));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private ObjectNode json() {
    ObjectNode root = JSON.createObjectNode().put("version", VERSION).put("at", at.toString());
    patterns.forEach(root.putArray("patterns")::add);
    ArrayNode logs = root.putArray("files");
    files.forEach(
        (name, position) -> {
          ObjectNode log = logs.addObject().put("path", name.path()).put("type", name.type());
          log.put("looked", position.looked().toString());
          ArrayNode list = log.putArray("generations");
          position.generations().forEach(generation -> put(generation, list.addObject()));
        });
    ObjectNode journals = root.putObject("journals");
    cursors.forEach(journals::put);
    return root;
  }

  private static void put(FilePosition position, ObjectNode node) {
    node.put("device", position.id().device())
        .put("inode", position.id().inode())
        .put("offset", position.offset())
        .put("head_length", position.head().length())
        .put("head", position.head().hash());
  }
}
