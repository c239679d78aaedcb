package io.gatehouse.detector.parse;

import java.util.List;

/**
 * The nodes of one stage.
 *
 * @param name such as {@code s01-parse}
 * @param nodes of the first level, in the order of their files
 */
record Stage(String name, List<Node> nodes) {
  Stage {
    nodes = List.copyOf(nodes);
  }
}
