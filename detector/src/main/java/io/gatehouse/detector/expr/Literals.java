package io.gatehouse.detector.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists and maps that are written out. */
final class Literals {
  private Literals() {}

  static Typed list(List<Typed> items) {
    Code[] codes = items.stream().map(Typed::code).toArray(Code[]::new);
    Type element = items.stream().map(Typed::type).reduce(Type::or).orElse(Type.ANY);
    Code code =
        e -> {
          List<Object> list = new ArrayList<>(codes.length);
          for (Code item : codes) {
            list.add(item.value(e));
          }
          return Collections.unmodifiableList(list);
        };
    return Typed.made(Type.listOf(element), code, true, items);
  }

  static Typed map(List<Typed> keys, List<Typed> values) {
    Code[] keyCodes = keys.stream().map(key -> Coerce.someText(key, "a key")).toArray(Code[]::new);
    Code[] valueCodes = values.stream().map(Typed::code).toArray(Code[]::new);
    List<Typed> parts = new ArrayList<>(keys);
    parts.addAll(values);
    Code code =
        e -> {
          Map<String, Object> map = new LinkedHashMap<>();
          for (int i = 0; i < keyCodes.length; i++) {
            map.put((String) keyCodes[i].value(e), valueCodes[i].value(e));
          }
          return Collections.unmodifiableMap(map);
        };
    return Typed.made(Type.map(), code, true, parts);
  }
}
