package io.gatehouse.detector.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextMapTest {

  @Test
  void does_what_a_linked_map_does() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      Map<String, String> expected = new LinkedHashMap<>();
      TextMap map = new TextMap();
      for (int i = random.nextInt(80); i > 0; i--) {
        String name = "n" + random.nextInt(60);
        assertThat(map.get(name)).isEqualTo(expected.get(name));
        assertThat(map.put(name, "v" + i)).isEqualTo(expected.put(name, "v" + i));
      }
      assertThat(map).isEqualTo(expected);
      assertThat(map.keySet()).containsExactlyElementsOf(expected.keySet());
    }
  }

  @Test
  void maps_with_the_same_names_do_not_share_values() {
    TextMap one = map("a", "1", "b", "2");
    TextMap other = map("a", "3", "b", "4");

    assertThat(one).containsEntry("a", "1").containsEntry("b", "2");
    assertThat(other).containsEntry("a", "3").containsEntry("b", "4");
  }

  @Test
  void a_copy_goes_its_own_way() {
    TextMap one = map("a", "1");
    TextMap copy = new TextMap(one);
    copy.put("a", "2");
    copy.put("b", "3");

    assertThat(one).containsExactly(Map.entry("a", "1"));
    assertThat(copy).containsExactly(Map.entry("a", "2"), Map.entry("b", "3"));
  }

  @Test
  void names_without_end_are_kept_but_not_remembered() {
    for (int i = 0; i < 2 * Names.MAX_SHARED; i++) {
      assertThat(map("hostile" + i, "1", "b", "2")).hasSize(2).containsEntry("b", "2");
    }
    assertThat(Names.NONE.with("unheard of")).isNotSameAs(Names.NONE.with("unheard of"));
  }

  private static TextMap map(String... pairs) {
    TextMap map = new TextMap();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
