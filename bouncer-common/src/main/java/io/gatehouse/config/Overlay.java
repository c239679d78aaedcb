package io.gatehouse.config;

import io.gatehouse.config.YamlValue.Field;
import io.gatehouse.config.YamlValue.Mapping;
import io.gatehouse.config.YamlValue.Scalar;
import io.gatehouse.config.YamlValue.Sequence;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Lays a {@code .local} file over its base by upstream's rules: mappings are merged key by key,
 * scalars and sequences replaced, a null takes a value away, new keys come last, and two different
 * kinds are an error (repo:go-cs-lib/csyaml).
 */
final class Overlay {
  private Overlay() {}

  static Mapping merge(Mapping base, Mapping over) throws ConfigException {
    Map<String, Field> merged = new LinkedHashMap<>(base.fields());
    for (Map.Entry<String, Field> entry : over.fields().entrySet()) {
      Field before = merged.get(entry.getKey());
      merged.put(
          entry.getKey(),
          before == null ? entry.getValue() : merge(entry.getKey(), before, entry.getValue()));
    }
    return new Mapping(base.at(), Collections.unmodifiableMap(merged));
  }

  private static Field merge(String key, Field base, Field over) throws ConfigException {
    if (YamlValue.isNull(base.value()) || YamlValue.isNull(over.value())) {
      return over;
    }
    if (base.value() instanceof Mapping into && over.value() instanceof Mapping from) {
      return new Field(over.keyAt(), merge(into, from));
    }
    if (base.value().getClass() != over.value().getClass()) {
      throw new ConfigException(over.keyAt(), mismatch(key, base, over));
    }
    return over;
  }

  private static String mismatch(String key, Field base, Field over) {
    return "'%s': can't merge a %s into a %s, which it is in %s"
        .formatted(key, over.value().noun(), base.value().noun(), base.keyAt());
  }

  /** The values as YAML text. */
  static String render(Mapping mapping) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    StringWriter out = new StringWriter();
    new Yaml(options).serialize(node(mapping), out);
    return out.toString();
  }

  private static Node node(YamlValue value) {
    if (value instanceof Mapping mapping) {
      List<NodeTuple> tuples = new ArrayList<>();
      mapping
          .fields()
          .forEach(
              (key, field) -> tuples.add(new NodeTuple(scalar(key, true), node(field.value()))));
      return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
    }
    if (value instanceof Sequence sequence) {
      List<Node> items = sequence.items().stream().map(Overlay::node).toList();
      return new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
    }
    Scalar scalar = (Scalar) value;
    return scalar(scalar.text(), scalar.plain());
  }

  private static Node scalar(String text, boolean plain) {
    Tag tag = new Resolver().resolve(NodeId.scalar, text, plain);
    ScalarStyle style = plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
    return new ScalarNode(tag, text, null, null, style);
  }
}
