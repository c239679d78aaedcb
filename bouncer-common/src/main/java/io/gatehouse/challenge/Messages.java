package io.gatehouse.challenge;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The texts of the pages in one language. Immutable. */
final class Messages {
  /** Ours; the first is taken where a visitor reads none of them. */
  static final List<String> LANGUAGES = List.of("en", "fr", "de", "es", "ja");

  private static final int LONGEST_HEADER = 256;
  private static final Map<String, Messages> ALL = new LinkedHashMap<>();

  static {
    LANGUAGES.forEach(language -> ALL.put(language, new Messages(language, read(language))));
  }

  private final String language;
  private final Map<String, String> texts;

  private Messages(String language, Map<String, String> texts) {
    this.language = language;
    this.texts = texts;
  }

  /** The texts that fit an {@code Accept-Language} best. */
  static Messages of(Visit visit) {
    String accepted = visit.headerOrEmpty("Accept-Language");
    if (accepted.isBlank() || accepted.length() > LONGEST_HEADER) {
      return in("en");
    }
    try {
      String tag = Locale.lookupTag(LanguageRange.parse(accepted), LANGUAGES);
      return in(tag == null ? "en" : tag);
    } catch (IllegalArgumentException e) {
      return in("en");
    }
  }

  static Messages in(String language) {
    return Objects.requireNonNull(ALL.get(language), language);
  }

  String language() {
    return language;
  }

  /** A text by its key. */
  String get(String key) {
    return Objects.requireNonNull(texts.get(key), key);
  }

  Map<String, String> all() {
    return texts;
  }

  private static Map<String, String> read(String language) {
    Properties properties = new Properties();
    try (Reader in =
        new InputStreamReader(
            Resource.open("messages_" + language + ".properties"), StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading our own texts", e);
    }
    Map<String, String> texts = new HashMap<>();
    properties.forEach((key, text) -> texts.put(key.toString(), text.toString()));
    return Map.copyOf(texts);
  }
}
