package io.gatehouse.detector.helper;

import io.gatehouse.detector.expr.Function;
import java.util.ArrayList;
import java.util.List;

/** Every helper function, for an environment. */
public final class Helpers {
  private Helpers() {}

  /** The functions, looking at that world. */
  public static List<Function> of(World world) {
    List<Function> all = new ArrayList<>();
    all.addAll(TextHelpers.ALL);
    all.addAll(ListHelpers.ALL);
    all.addAll(UriHelpers.ALL);
    all.addAll(JsonHelpers.ALL);
    all.addAll(KeyValueHelpers.ALL);
    all.addAll(XmlHelpers.all());
    all.addAll(TimeHelpers.of(world));
    all.addAll(AddressHelpers.of(world));
    all.addAll(FileHelpers.of(world));
    all.addAll(WorldHelpers.of(world));
    return all;
  }
}
