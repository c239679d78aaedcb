package io.gatehouse.detector.hubtest;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/**
 * A test's {@code config.yaml} (crowdsec:pkg/hubtest/hubtest_item.go). Keys that say nothing here
 * are passed over, as upstream does; so are empty names.
 *
 * @param parsers names or paths of items, as are scenarios and postoverflows
 * @param logFile the log that is replayed
 * @param logType the label {@code type}
 * @param labels more labels
 * @param ignoreParsers whether {@code parser.assert} says nothing
 * @param overrides a parser document that sets what the test wants set before everything else
 */
record TestConfig(
    List<String> parsers,
    List<String> scenarios,
    List<String> postoverflows,
    String logFile,
    String logType,
    Map<String, String> labels,
    boolean ignoreParsers,
    Optional<String> overrides) {

  /**
   * Reads the file's text.
   *
   * @throws HubTestException if it is no mapping, or names no log
   */
  static TestConfig read(String file, String text) throws HubTestException {
    Fields fields = new Fields(file, root(file, text));
    TestConfig config =
        new TestConfig(
            fields.texts("parsers"),
            fields.texts("scenarios"),
            fields.texts("postoverflows"),
            fields.text("log_file"),
            fields.text("log_type"),
            fields.pairs("labels"),
            fields.text("ignore_parsers").equals("true"),
            fields.list("override_statics").map(TestConfig::overrides));
    if (config.logFile.isEmpty() || config.logType.isEmpty()) {
      throw new HubTestException(file + ": 'log_file' and 'log_type' are expected");
    }
    return config;
  }

  private static @Nullable Node root(String file, String text) throws HubTestException {
    try {
      return new Yaml(new LoaderOptions()).compose(new StringReader(text));
    } catch (YAMLException e) {
      throw new HubTestException(
          file + ": is not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    }
  }

  /** Written as it was read, so that a text stays the text that it is. */
  private static String overrides(SequenceNode statics) {
    flow(statics);
    DumperOptions options = new DumperOptions();
    options.setWidth(Integer.MAX_VALUE);
    StringWriter text = new StringWriter();
    new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
        .serialize(statics, text);
    return "name: overrides\nfilter: '1==1'\nstatics: " + text;
  }

  private static void flow(Node node) {
    if (node instanceof CollectionNode<?> collection) {
      collection.setFlowStyle(FlowStyle.FLOW);
      for (Object child : collection.getValue()) {
        flow(child instanceof NodeTuple tuple ? tuple.getValueNode() : (Node) child);
      }
    }
  }

  /** The values of a mapping by key. */
  private static final class Fields {
    private final String file;
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    Fields(String file, @Nullable Node root) throws HubTestException {
      this.file = file;
      if (!(root instanceof MappingNode mapping)) {
        throw new HubTestException(file + ": 'key: value' is expected");
      }
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          nodes.put(key.getValue(), tuple.getValueNode());
        }
      }
    }

    String text(String key) {
      return nodes.get(key) instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    Optional<SequenceNode> list(String key) throws HubTestException {
      Node node = nodes.get(key);
      if (node == null || node instanceof ScalarNode) {
        return Optional.empty();
      }
      if (node instanceof SequenceNode list) {
        return list.getValue().isEmpty() ? Optional.empty() : Optional.of(list);
      }
      int line = node.getStartMark().getLine() + 1;
      throw new HubTestException(file + ":" + line + ": '" + key + "': a list is expected");
    }

    List<String> texts(String key) throws HubTestException {
      List<String> texts = new ArrayList<>();
      for (Node item : list(key).map(SequenceNode::getValue).orElse(List.of())) {
        if (item instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
          texts.add(scalar.getValue());
        }
      }
      return List.copyOf(texts);
    }

    Map<String, String> pairs(String key) {
      Map<String, String> pairs = new LinkedHashMap<>();
      if (nodes.get(key) instanceof MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode name
              && tuple.getValueNode() instanceof ScalarNode value) {
            pairs.put(name.getValue(), value.getValue());
          }
        }
      }
      return Map.copyOf(pairs);
    }
  }
}
