package io.gatehouse.daemon.lapi;

import java.io.PrintWriter;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.NonPrintableStyle;
import org.yaml.snakeyaml.Yaml;

/** Prints YAML. */
final class YamlOutput {
  private YamlOutput() {}

  /**
   * Prints one document.
   *
   * @param value made of maps with texts as keys, lists, texts, numbers and flags
   */
  static void print(PrintWriter out, Object value) {
    printAll(out, List.of(value));
  }

  /** Prints documents one after the other, with {@code ---} between them. */
  static void printAll(PrintWriter out, List<?> documents) {
    new Yaml(options()).dumpAll(documents.iterator(), out);
  }

  /** As Go's package does: blocks, nothing folded, no references, control characters escaped. */
  private static DumperOptions options() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setDereferenceAliases(true);
    options.setMaxSimpleKeyLength(1024);
    options.setNonPrintableStyle(NonPrintableStyle.ESCAPE);
    return options;
  }
}
