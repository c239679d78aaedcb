package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads a constant by its word, which is its name in lower case with {@code -} for {@code _}. */
final class Words {
  private Words() {}

  static <E extends Enum<E>> E read(ConfigSection section, String key, E fallback) {
    String word = section.value(key, word(fallback), text -> checked(text, fallback));
    return constant(word, fallback);
  }

  private static <E extends Enum<E>> String checked(String text, E sample) {
    String word = text.toLowerCase(Locale.ROOT);
    if (Arrays.stream(constants(sample)).noneMatch(c -> word(c).equals(word))) {
      throw new IllegalArgumentException("write " + all(sample));
    }
    return word;
  }

  private static <E extends Enum<E>> E constant(String word, E sample) {
    return Arrays.stream(constants(sample))
        .filter(c -> word(c).equals(word))
        .findFirst()
        .orElse(sample);
  }

  private static <E extends Enum<E>> String all(E sample) {
    return Arrays.stream(constants(sample)).map(Words::word).collect(Collectors.joining(" or "));
  }

  private static <E extends Enum<E>> E[] constants(E sample) {
    return sample.getDeclaringClass().getEnumConstants();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
