package io.gatehouse.detector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is enabled under {@code config_dir}, as upstream lays it out: {@code
 * parsers/STAGE/NAME.yaml}, {@code scenarios/NAME.yaml} and so on. A link into {@code hub_dir} is
 * that hub item; any other file is the operator's own. A link to {@code /dev/null}, or one that
 * leads nowhere, is nothing (crowdsec:pkg/cwhub/sync.go).
 */
public final class EnabledItems {
  private static final Logger LOG = LoggerFactory.getLogger(EnabledItems.class);

  private final Path hubFolder;
  private final Map<String, HubItem> known = new HashMap<>();

  private EnabledItems(Path hubFolder, Optional<Hub> hub) {
    this.hubFolder = hubFolder;
    for (ItemKind kind : ItemKind.values()) {
      hub.ifPresent(all -> all.items(kind).forEach(item -> known.put(item.path(), item)));
    }
  }

  /**
   * Everything that is enabled, with the patterns beside it.
   *
   * @param configDir with the folders {@code parsers}, {@code scenarios}, {@code patterns} …
   * @param hubDir the hub that links lead into; its index may be missing
   * @param dataDir where data files are
   * @throws HubException if a folder or a file cannot be read
   */
  public static Installation read(Path configDir, Path hubDir, Path dataDir) throws HubException {
    boolean indexed = Files.exists(hubDir.resolve(HubIndex.FILE));
    Optional<Hub> hub = indexed ? Optional.of(Hub.open(hubDir)) : Optional.empty();
    DataFiles data = DataFiles.of(dataDir, hub.orElse(Hub.builtIn()));
    Installation.Builder builder = new Installation.Builder(data);
    try {
      EnabledItems enabled = new EnabledItems(hubDir.toAbsolutePath().normalize(), hub);
      for (ItemKind kind : ItemKind.values()) {
        enabled.addAll(kind, configDir.resolve(kind.folder()), builder);
      }
    } catch (IOException e) {
      throw HubException.at(configDir.toString(), "cannot be read: " + e.getMessage());
    }
    return builder.patterns(new FolderFiles(configDir), "patterns").build();
  }

  private void addAll(ItemKind kind, Path folder, Installation.Builder builder)
      throws IOException, HubException {
    if (kind == ItemKind.COLLECTION) {
      return; // what a collection names is enabled by itself
    }
    for (Path stage : kind.staged() ? children(folder) : List.of(folder)) {
      for (Path file : children(stage)) {
        if (isYaml(file) && isThere(file)) {
          builder.add(item(kind, kind.staged() ? name(stage) : "", file));
        }
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static boolean isYaml(Path file) {
    return name(file).endsWith(".yaml") || name(file).endsWith(".yml");
  }

  private static boolean isThere(Path file) {
    if (Files.isRegularFile(file)) {
      return true;
    }
    if (!Files.exists(file)) {
      LOG.warn("hub: {} is a link that leads nowhere; it is passed over", file);
    }
    return false;
  }

  private InstalledItem item(ItemKind kind, String stage, Path file) throws HubException {
    byte[] bytes;
    Path real;
    try {
      bytes = FolderFiles.bytes(file);
      real = file.toRealPath();
    } catch (IOException e) {
      throw HubException.at(file.toString(), "cannot be read: " + e.getMessage());
    }
    String text = new String(bytes, UTF_8);
    Optional<HubItem> item = hubItem(real).filter(found -> found.kind() == kind);
    if (item.isEmpty()) {
      return new InstalledItem(kind, name(file), file.toString(), stage, text, "", "");
    }
    String hash = Digest.of(bytes);
    String version = item.get().versionOf(hash);
    return new InstalledItem(kind, item.get().name(), file.toString(), stage, text, version, hash);
  }

  private Optional<HubItem> hubItem(Path real) {
    Path root = hubFolder;
    try {
      root = hubFolder.toRealPath();
    } catch (IOException e) {
      LOG.debug("hub: no folder {}", hubFolder);
    }
    return real.startsWith(root)
        ? Optional.ofNullable(known.get(root.relativize(real).toString()))
        : Optional.empty();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
