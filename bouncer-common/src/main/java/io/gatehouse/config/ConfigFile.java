package io.gatehouse.config;

import io.gatehouse.config.YamlValue.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A configuration file with its {@code .local} overlay. The overlay is the file of the same name
 * with {@code .local} after it, where there is one; its values come before the base's. Immutable.
 */
public final class ConfigFile {
  private final Path path;
  private final Mapping merged;
  private final String mergedText;

  private ConfigFile(Path path, Mapping merged, String mergedText) {
    this.path = path;
    this.merged = merged;
    this.mergedText = mergedText;
  }

  /**
   * Reads a file and its overlay.
   *
   * @throws ConfigException if either cannot be read, is not UTF-8, not YAML or larger than 1 MiB,
   *     if a key stands twice, or if the two disagree about what is a list and what a mapping
   */
  public static ConfigFile read(Path path) throws ConfigException {
    String text = YamlText.read(path);
    Mapping base = YamlReader.read(path.toString(), text);
    Path local = path.resolveSibling(path.getFileName() + ".local");
    if (!Files.exists(local)) {
      return new ConfigFile(path, base, text);
    }
    Mapping over = YamlReader.read(local.toString(), YamlText.read(local));
    Mapping merged = Overlay.merge(base, over);
    return new ConfigFile(path, merged, Overlay.render(merged));
  }

  /**
   * Reads a file of several documents, and those of its overlay: they are not merged, but come
   * before the file's own. Empty documents are left out.
   *
   * @return in the order in which they count
   * @throws ConfigException as {@link #read}
   */
  public static List<ConfigFile> readDocuments(Path path) throws ConfigException {
    Path local = path.resolveSibling(path.getFileName() + ".local");
    List<ConfigFile> documents = new ArrayList<>();
    if (Files.exists(local)) {
      documents.addAll(documents(local, YamlText.read(local)));
    }
    documents.addAll(documents(path, YamlText.read(path)));
    return documents;
  }

  /**
   * The documents of a text that is no file, under a name for its problems.
   *
   * @throws ConfigException as {@link #read}
   */
  public static List<ConfigFile> documentsOfText(String name, String text) throws ConfigException {
    return documents(Path.of(name), text);
  }

  private static List<ConfigFile> documents(Path path, String text) throws ConfigException {
    List<ConfigFile> documents = new ArrayList<>();
    for (Mapping document : YamlReader.readAll(path.toString(), text)) {
      documents.add(new ConfigFile(path, document, Overlay.render(document)));
    }
    return documents;
  }

  /**
   * A text that is no file, under a name for its problems.
   *
   * @throws ConfigException as {@link #read}
   */
  public static ConfigFile ofText(String name, String text) throws ConfigException {
    return new ConfigFile(Path.of(name), YamlReader.read(name, text), text);
  }

  /**
   * What {@code -T} prints: base and overlay as one YAML text, variables as written. Without an
   * overlay it is the base's own text. Holds secrets where the file does.
   */
  public String mergedText() {
    return mergedText;
  }

  /** The file, as it was named. */
  public Path path() {
    return path;
  }

  /**
   * The fields of the file, to be read by type; problems go to the report.
   *
   * @param environment values of variables
   * @throws ConfigException if a variable holds itself
   */
  public ConfigSection open(Map<String, String> environment, ConfigReport report)
      throws ConfigException {
    return report.root(path.toString(), new Variables(environment).expand(merged));
  }
}
