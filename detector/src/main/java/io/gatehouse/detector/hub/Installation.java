package io.gatehouse.detector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.detector.grok.GrokException;
import io.gatehouse.detector.grok.GrokLibrary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a detector is built from. Items are in the order in which they are loaded: by stage and file
 * name, byte by byte. Immutable.
 */
public final class Installation {
  private static final List<String> PATTERN_FOLDERS = List.of("patterns-base", "patterns");

  private final Map<String, InstalledItem> items;
  private final List<PatternFile> patterns;
  private final DataFiles data;

  private Installation(
      Map<String, InstalledItem> items, List<PatternFile> patterns, DataFiles data) {
    this.items = items;
    this.patterns = patterns;
    this.data = data;
  }

  /**
   * Everything that some collections of a hub name.
   *
   * @throws HubException if a name is unknown, or a file cannot be read
   */
  public static Installation ofCollections(Hub hub, Collection<String> names, DataFiles data)
      throws HubException {
    Builder builder = new Builder(data).patternsOf(hub);
    for (HubItem member : hub.members(names)) {
      builder.add(hub.install(member));
    }
    return builder.build();
  }

  /** Parsers. */
  public List<InstalledItem> parsers() {
    return of(ItemKind.PARSER);
  }

  /** Postoverflows. */
  public List<InstalledItem> postoverflows() {
    return of(ItemKind.POSTOVERFLOW);
  }

  /** Scenarios. */
  public List<InstalledItem> scenarios() {
    return of(ItemKind.SCENARIO);
  }

  /** Contexts. */
  public List<InstalledItem> contexts() {
    return of(ItemKind.CONTEXT);
  }

  private List<InstalledItem> of(ItemKind kind) {
    return items.values().stream().filter(item -> item.kind() == kind).toList();
  }

  /** What rules look things up in. */
  public DataFiles data() {
    return data;
  }

  /**
   * A library of Grok patterns: our own, and over them those of the hub or the operator. A new one
   * each time, because parsers and postoverflows add names of their own to theirs.
   *
   * @throws HubException if a file is wrong
   */
  public GrokLibrary groks() throws HubException {
    GrokLibrary library = GrokLibrary.base();
    for (PatternFile file : patterns) {
      try {
        library.addFile(file.file(), file.text());
      } catch (GrokException e) {
        throw new HubException(String.valueOf(e.getMessage()));
      }
    }
    return library;
  }

  /** Takes items and patterns. Not thread-safe. */
  public static final class Builder {
    private final Map<String, InstalledItem> items = new TreeMap<>(Comparator.naturalOrder());
    private final Map<String, PatternFile> patterns = new LinkedHashMap<>();
    private final DataFiles data;

    /** Without items yet. */
    public Builder(DataFiles data) {
      this.data = data;
    }

    /** Adds an item; one of the same kind, stage and file name is replaced. */
    public Builder add(InstalledItem item) {
      items.put(item.kind().folder() + "/" + item.stage() + "/" + item.baseName(), item);
      return this;
    }

    /**
     * Adds a hub's patterns: its folders {@code patterns-base} and {@code patterns}.
     *
     * @throws HubException if one cannot be read
     */
    public Builder patternsOf(Hub hub) throws HubException {
      List<HubFiles> places = new ArrayList<>(hub.places());
      for (int i = places.size() - 1; i >= 0; i--) {
        for (String folder : PATTERN_FOLDERS) {
          patterns(places.get(i), folder);
        }
      }
      return this;
    }

    /** Adds the files of a folder whose names have no dot, as upstream does. */
    Builder patterns(HubFiles files, String folder) throws HubException {
      try {
        for (String name : files.list(folder)) {
          String path = folder.isEmpty() ? name : folder + "/" + name;
          Optional<byte[]> bytes = name.contains(".") ? Optional.empty() : files.read(path);
          bytes.ifPresent(text -> put(files.describe(path), new String(text, UTF_8)));
        }
      } catch (IOException e) {
        throw HubException.at(files.describe(folder), "cannot be read: " + e.getMessage());
      }
      return this;
    }

    private void put(String file, String text) {
      patterns.put(file, new PatternFile(file, text));
    }

    /** The installation. */
    public Installation build() {
      return new Installation(new LinkedHashMap<>(items), List.copyOf(patterns.values()), data);
    }
  }
}
