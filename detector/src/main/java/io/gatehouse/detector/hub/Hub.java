package io.gatehouse.detector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.config.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Items by kind and name, and their files. Immutable; the files are read when they are asked for.
 */
public final class Hub {
  private final Map<ItemKind, Map<String, Shelved>> items;
  private final List<HubFiles> places;

  /** An item, and whose file it is. */
  private record Shelved(HubItem item, HubFiles files) {}

  private Hub(Map<ItemKind, Map<String, Shelved>> items, List<HubFiles> places) {
    this.items = items;
    this.places = places;
  }

  /**
   * A folder with an {@code .index.json}, as CrowdSec keeps it in {@code hub_dir}.
   *
   * @throws HubException if there is none, or it cannot be read
   */
  public static Hub open(Path folder) throws HubException {
    return read(new FolderFiles(folder));
  }

  /** What comes with the program. */
  public static Hub builtIn() {
    try {
      return read(new BuiltInFiles());
    } catch (HubException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Hub read(HubFiles files) throws HubException {
    String index = files.describe(HubIndex.FILE);
    Map<ItemKind, Map<String, Shelved>> items = new EnumMap<>(ItemKind.class);
    try {
      Optional<byte[]> bytes = files.read(HubIndex.FILE);
      if (bytes.isEmpty()) {
        throw HubException.at(index, "is missing; a folder in the hub's format has one");
      }
      for (HubItem item : HubIndex.read(bytes.get())) {
        items
            .computeIfAbsent(item.kind(), kind -> new TreeMap<>())
            .put(item.name(), new Shelved(item, files));
      }
    } catch (IOException e) {
      throw HubException.at(index, "is no index: " + e.getMessage());
    }
    return new Hub(items, List.of(files));
  }

  /** Items of this hub and, where it has none of that name, of the other. */
  public Hub over(Hub other) {
    Map<ItemKind, Map<String, Shelved>> all = new EnumMap<>(ItemKind.class);
    for (ItemKind kind : ItemKind.values()) {
      Map<String, Shelved> both = new TreeMap<>(other.shelf(kind));
      both.putAll(shelf(kind));
      all.put(kind, both);
    }
    List<HubFiles> both = new ArrayList<>(places);
    both.addAll(other.places);
    return new Hub(all, List.copyOf(both));
  }

  /** The items of a kind by name. */
  public List<HubItem> items(ItemKind kind) {
    return shelf(kind).values().stream().map(Shelved::item).toList();
  }

  private Map<String, Shelved> shelf(ItemKind kind) {
    return items.getOrDefault(kind, Map.of());
  }

  /** The item of that name, if there is one. */
  public Optional<HubItem> find(ItemKind kind, String name) {
    return Optional.ofNullable(shelf(kind).get(name)).map(Shelved::item);
  }

  /**
   * The item of that name.
   *
   * @throws HubException if there is none, with what was probably meant
   */
  public HubItem get(ItemKind kind, String name) throws HubException {
    Optional<HubItem> item = find(kind, name);
    if (item.isEmpty()) {
      throw new HubException(
          "hub: no " + kind + " is called '" + name + "'" + meant(name, shelf(kind).keySet()));
    }
    return item.get();
  }

  private static String meant(String name, Collection<String> known) {
    return Suggestion.of(name, known).map(other -> "; did you mean '" + other + "'?").orElse("");
  }

  /**
   * All that collections name, and those that they name, each once; collections are left out.
   *
   * @throws HubException if a name is unknown
   */
  public List<HubItem> members(Collection<String> collections) throws HubException {
    Set<HubItem> members = new LinkedHashSet<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String name : collections) {
      collect(get(ItemKind.COLLECTION, name), seen, members);
    }
    return List.copyOf(members);
  }

  private void collect(HubItem collection, Set<String> seen, Set<HubItem> members)
      throws HubException {
    if (!seen.add(collection.name())) {
      return;
    }
    for (ItemKind kind : ItemKind.values()) {
      for (String name : collection.members().getOrDefault(kind, List.of())) {
        HubItem item = member(collection, kind, name);
        if (kind == ItemKind.COLLECTION) {
          collect(item, seen, members);
        } else {
          members.add(item);
        }
      }
    }
  }

  private HubItem member(HubItem collection, ItemKind kind, String name) throws HubException {
    try {
      return get(kind, name);
    } catch (HubException e) {
      throw new HubException(e.getMessage() + " (collection '" + collection.name() + "')");
    }
  }

  /**
   * An item with its text.
   *
   * @throws HubException if its file is missing or cannot be read
   */
  public InstalledItem install(HubItem item) throws HubException {
    Shelved shelved = shelf(item.kind()).get(item.name());
    if (shelved == null || !shelved.item().equals(item)) {
      throw new IllegalArgumentException("not of this hub: " + item.name());
    }
    String file = shelved.files().describe(item.path());
    byte[] bytes = bytes(shelved.files(), item.path());
    String digest = Digest.of(bytes);
    return new InstalledItem(
        item.kind(),
        item.name(),
        file,
        item.stage(),
        new String(bytes, UTF_8),
        item.versionOf(digest),
        digest);
  }

  /**
   * A file that is named by its path, not by the index; empty where there is none. Its stage is the
   * third name from the end, as in {@code parsers/s01-parse/AUTHOR/NAME.yaml}.
   *
   * @throws HubException if it cannot be read
   */
  public static Optional<InstalledItem> file(ItemKind kind, Path root, String path)
      throws HubException {
    FolderFiles files = new FolderFiles(root);
    String relative = path.replaceAll("^(?:\\.?/)+", "");
    try {
      Optional<byte[]> bytes = HubFiles.inside(relative) ? files.read(relative) : Optional.empty();
      return bytes.map(
          text ->
              new InstalledItem(
                  kind,
                  relative,
                  files.describe(relative),
                  kind.staged() ? thirdFromEnd(relative) : "",
                  new String(text, UTF_8),
                  "",
                  ""));
    } catch (IOException e) {
      throw HubException.at(files.describe(relative), "cannot be read: " + e.getMessage());
    }
  }

  private static String thirdFromEnd(String path) {
    Path parts = Path.of(path);
    return parts.getNameCount() < 3 ? "" : parts.getName(parts.getNameCount() - 3).toString();
  }

  private static byte[] bytes(HubFiles files, String path) throws HubException {
    String file = files.describe(path);
    try {
      return files
          .read(path)
          .orElseThrow(() -> HubException.at(file, "is missing, but is in the index"));
    } catch (IOException e) {
      throw HubException.at(file, "cannot be read: " + e.getMessage());
    }
  }

  /** Where the files are, the first place first. */
  List<HubFiles> places() {
    return Collections.unmodifiableList(places);
  }
}
