package io.gatehouse.detector.helper;

import io.gatehouse.detector.regex.PatternException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A world of three files and one stash, whose clock stands still. */
final class SmallWorld implements World {
  final List<String> logged = new ArrayList<>();
  final Map<String, DataFile> files = new HashMap<>();
  private final Map<String, String> stash = new HashMap<>();

  SmallWorld() {
    try {
      files.put("words", DataFile.of("words", "string", "# two words\none\n\ntwo\n"));
      files.put("patterns", DataFile.of("patterns", "regexp", "^abc\n[0-9]{2}$\n"));
      files.put(
          "tags",
          DataFile.of(
              "tags",
              "map",
              """
              {"tag": "first", "pattern": "/exact", "type": "equals"}
              {"tag": "same", "pattern": "/exact", "type": "equals"}
              {"tag": "number", "pattern": "n[0-9]+", "type": "regex"}
              {"tag": "word", "pattern": "wp-login", "type": "contains"}
              """));
    } catch (PatternException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-01-02T03:04:05Z");
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }

  @Override
  public @Nullable DataFile file(String name) {
    return files.get(name);
  }

  @Override
  public String stashed(String cache, String key) {
    return stash.getOrDefault(cache + "/" + key, "");
  }

  @Override
  public void stash(String cache, String key, String value, Duration ttl) {
    stash.put(cache + "/" + key, value);
  }

  @Override
  public void log(String message) {
    logged.add(message);
  }
}
