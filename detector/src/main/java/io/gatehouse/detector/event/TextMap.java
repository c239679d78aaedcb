package io.gatehouse.detector.event;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Texts by name, in the order in which they came. The names are shared with all maps that have the
 * same, so that a map is little more than an array of its values: a hundred thousand events wait in
 * buckets. Nothing can be taken out. Not thread-safe.
 */
final class TextMap extends AbstractMap<String, String> {
  private static final String[] EMPTY = {};

  private Names names;
  private String[] values;

  TextMap() {
    names = Names.NONE;
    values = EMPTY;
  }

  /** A copy. */
  TextMap(TextMap other) {
    names = other.names;
    values = Arrays.copyOf(other.values, names.size());
  }

  @Override
  public @Nullable String get(Object name) {
    int place = names.place(name);
    return place < 0 ? null : values[place];
  }

  @Override
  public boolean containsKey(Object name) {
    return names.place(name) >= 0;
  }

  @Override
  public @Nullable String put(String name, String value) {
    Names usual = names.usualWith(name);
    if (usual != null) {
      append(usual, value);
      return null;
    }
    int place = names.place(name);
    if (place < 0) {
      append(names.with(name), value);
      return null;
    }
    String old = values[place];
    values[place] = value;
    return old;
  }

  private void append(Names longer, String value) {
    int place = names.size();
    if (place == values.length) {
      values = Arrays.copyOf(values, longer.room());
    }
    values[place] = value;
    names = longer;
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super String> action) {
    for (int i = 0; i < names.size(); i++) {
      action.accept(names.name(i), values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, String>> {
    @Override
    public int size() {
      return names.size();
    }

    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < names.size();
        }

        @Override
        public Map.Entry<String, String> next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          int place = next++;
          return new SimpleImmutableEntry<>(names.name(place), values[place]);
        }
      };
    }
  }
}
