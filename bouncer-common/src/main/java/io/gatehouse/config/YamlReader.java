package io.gatehouse.config;

import io.gatehouse.config.YamlValue.Field;
import io.gatehouse.config.YamlValue.Mapping;
import io.gatehouse.config.YamlValue.Scalar;
import io.gatehouse.config.YamlValue.Sequence;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Turns one YAML document into {@link YamlValue}s. The text is hostile: nesting and aliases are
 * bounded, and so is the number of values after all aliases are followed, which is counted before
 * anything walks over them.
 */
final class YamlReader {
  /** Values of one document, each counted as often as an alias repeats it. */
  static final int LIMIT_VALUES = 100_000;

  private static final int LIMIT_DOCUMENTS = 1_000;

  private final String file;
  private final IdentityHashMap<Node, Counted> done = new IdentityHashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private record Counted(YamlValue value, long values) {}

  private YamlReader(String file) {
    this.file = file;
  }

  /**
   * Reads the text as one mapping; an empty document is an empty one.
   *
   * @throws ConfigException with the line, if it is not YAML, not a mapping, or not reasonable
   */
  static Mapping read(String file, String text) throws ConfigException {
    Node root = compose(file, text, () -> yaml().compose(new StringReader(text)));
    return root == null ? new Mapping(new Place(file, 0), Map.of()) : mapping(file, root);
  }

  /**
   * Reads each document of the text as a mapping; empty documents are left out.
   *
   * @throws ConfigException as {@link #read}, or if there are too many
   */
  static List<Mapping> readAll(String file, String text) throws ConfigException {
    List<Node> roots = compose(file, text, () -> nodes(text));
    List<Mapping> documents = new ArrayList<>();
    for (Node root : roots == null ? List.<Node>of() : roots) {
      Mapping document = mapping(file, root);
      if (!document.fields().isEmpty()) {
        documents.add(document);
      }
      if (documents.size() > LIMIT_DOCUMENTS) {
        throw new ConfigException(document.at(), "has more than 1,000 documents");
      }
    }
    return documents;
  }

  private static List<Node> nodes(String text) {
    List<Node> nodes = new ArrayList<>();
    yaml().composeAll(new StringReader(text)).forEach(nodes::add);
    return nodes;
  }

  private static Mapping mapping(String file, Node root) throws ConfigException {
    YamlValue value = new YamlReader(file).convert(root).value();
    if (value instanceof Mapping mapping) {
      return mapping;
    }
    if (YamlValue.isNull(value)) {
      return new Mapping(value.at(), Map.of());
    }
    throw new ConfigException(value.at(), "is a " + value.noun() + "; 'key: value' is expected");
  }

  private static Yaml yaml() {
    return new Yaml(new LoaderOptions());
  }

  private static <T> @Nullable T compose(String file, String text, Supplier<@Nullable T> composing)
      throws ConfigException {
    try {
      return composing.get();
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new ConfigException(new Place(file, line), "is not YAML: " + oneLine(e.getProblem()));
    } catch (ReaderException e) {
      throw new ConfigException(
          new Place(file, lineAt(text, e.getPosition())),
          "is not YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      throw new ConfigException(new Place(file, 0), "is not YAML: " + oneLine(e.getMessage()));
    }
  }

  private static int lineAt(String text, int position) {
    return 1 + (int) text.codePoints().limit(position).filter(c -> c == '\n').count();
  }

  private static String oneLine(@Nullable String message) {
    return message == null ? "no reason given" : message.replaceAll("\\s+", " ").trim();
  }

  private Counted convert(Node node) throws ConfigException {
    Counted known = done.get(node);
    if (known != null) {
      return known;
    }
    if (!open.add(node)) {
      throw new ConfigException(at(node), "holds an alias of itself");
    }
    Counted converted = build(node);
    if (converted.values() > LIMIT_VALUES) {
      throw new ConfigException(at(node), "has more than 100,000 values");
    }
    open.remove(node);
    done.put(node, converted);
    return converted;
  }

  private Counted build(Node node) throws ConfigException {
    if (node instanceof MappingNode mapping) {
      return mapping(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      return sequence(sequence);
    }
    ScalarNode scalar = (ScalarNode) node;
    boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
    return new Counted(new Scalar(at(node), scalar.getValue(), plain), 1);
  }

  private Counted sequence(SequenceNode node) throws ConfigException {
    List<YamlValue> items = new ArrayList<>();
    long values = 1;
    for (Node item : node.getValue()) {
      Counted converted = convert(item);
      items.add(converted.value());
      values += converted.values();
    }
    return new Counted(new Sequence(at(node), List.copyOf(items)), values);
  }

  private Counted mapping(MappingNode node) throws ConfigException {
    Map<String, Field> fields = new LinkedHashMap<>();
    Map<String, Field> merged = new LinkedHashMap<>();
    long values = 1;
    for (NodeTuple tuple : node.getValue()) {
      Counted value = convert(tuple.getValueNode());
      values += value.values();
      if (Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
        addMerged(value.value(), merged);
      } else {
        addField(fields, tuple.getKeyNode(), value.value());
      }
    }
    merged.forEach(fields::putIfAbsent);
    return new Counted(new Mapping(at(node), Collections.unmodifiableMap(fields)), values);
  }

  private void addField(Map<String, Field> fields, Node keyNode, YamlValue value)
      throws ConfigException {
    if (!(keyNode instanceof ScalarNode key)) {
      throw new ConfigException(at(keyNode), "a key must be a single word");
    }
    Field before = fields.putIfAbsent(key.getValue(), new Field(at(keyNode), value));
    if (before != null) {
      throw new ConfigException(
          at(keyNode),
          "'"
              + key.getValue()
              + "' stands here and on line "
              + before.keyAt().line()
              + "; keep one");
    }
  }

  /** YAML's merge key: {@code <<: *defaults}, or a list of them of which the first wins. */
  private static void addMerged(YamlValue value, Map<String, Field> merged) throws ConfigException {
    if (value instanceof Mapping mapping) {
      mapping.fields().forEach(merged::putIfAbsent);
    } else if (value instanceof Sequence sequence) {
      for (YamlValue item : sequence.items()) {
        addMerged(item, merged);
      }
    } else {
      throw new ConfigException(value.at(), "'<<' takes a mapping or a list of mappings");
    }
  }

  private Place at(Node node) {
    return new Place(file, node.getStartMark().getLine() + 1);
  }
}
