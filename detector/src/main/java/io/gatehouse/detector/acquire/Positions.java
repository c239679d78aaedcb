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
  private final Map<Named, List<FilePosition>> files = new LinkedHashMap<>();
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
      positions.files.put(name, generations);
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

  /** The generations of a log, oldest first. */
  List<FilePosition> of(Path path, String type) {
    return files.getOrDefault(new Named(path.toString(), type), List.of());
  }

  /** When this was known, if the pattern was acquired by then. */
  Optional<Instant> since(String pattern) {
    return patterns.contains(pattern) ? Optional.of(at) : Optional.empty();
  }

  /** When this was known. */
  Instant at() {
    return at;
  }

  /** Where a journal was read up to; "" if it was not. */
  String cursor(String journal) {
    return cursors.getOrDefault(journal, "");
  }

  void addPattern(String pattern) {
    patterns.add(pattern);
  }

  void add(Path path, String type, List<FilePosition> generations) {
    files.put(new Named(path.toString(), type), generations);
  }

  void addCursor(String journal, String cursor) {
    cursors.put(journal, cursor);
  }

  /** Whether both say the same, whenever they were taken. */
  boolean same(Positions other) {
    return patterns.equals(other.patterns)
        && files.equals(other.files)
        && cursors.equals(other.cursors);
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
        (name, generations) -> {
          ObjectNode log = logs.addObject().put("path", name.path()).put("type", name.type());
          ArrayNode list = log.putArray("generations");
          generations.forEach(position -> put(position, list.addObject()));
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
