package io.gatehouse.detector.regex;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for many words in one pass over a text (Aho and Corasick, 1975). The automaton is a table
 * of states by classes of characters; all characters that stand in no word are one class. Immutable
 * and thread-safe.
 */
public final class WordSearch {
  private static final int NONE = -1;
  private static final int LATIN = 256;

  private final short[] latin = new short[LATIN];
  private final Map<Character, Short> others = new HashMap<>();
  private final int classes;
  private final int[] next;
  private final int[] word;
  private final int[] suffix;
  private final int[] lengths;
  private final boolean anything;

  private WordSearch(List<String> words) {
    this.lengths = words.stream().mapToInt(String::length).toArray();
    this.anything = words.contains("");
    this.classes = classify(words);
    int states = 1 + Arrays.stream(lengths).sum();
    int[] trie = new int[states * classes];
    this.word = new int[states];
    this.suffix = new int[states];
    Arrays.fill(trie, NONE);
    Arrays.fill(word, NONE);
    insert(words, trie);
    this.next = link(trie);
  }

  /** For those words; an empty one occurs everywhere. */
  public static WordSearch of(List<String> words) {
    return new WordSearch(words);
  }

  private int classify(List<String> words) {
    int count = 1;
    for (String each : words) {
      for (int i = 0; i < each.length(); i++) {
        char c = each.charAt(i);
        if (classOf(c) == 0) {
          if (c < LATIN) {
            latin[c] = (short) count++;
          } else {
            others.put(c, (short) count++);
          }
        }
      }
    }
    return count;
  }

  private int classOf(char c) {
    return c < LATIN ? latin[c] : others.isEmpty() ? 0 : others.getOrDefault(c, (short) 0);
  }

  private void insert(List<String> words, int[] trie) {
    int states = 1;
    for (int i = 0; i < words.size(); i++) {
      int state = 0;
      String each = words.get(i);
      for (int n = 0; n < each.length(); n++) {
        int edge = state * classes + classOf(each.charAt(n));
        if (trie[edge] == NONE) {
          trie[edge] = states++;
        }
        state = trie[edge];
      }
      if (word[state] == NONE) {
        word[state] = i;
      }
    }
  }

  /** Fills in where to go on when no word goes on, breadth first. */
  private int[] link(int[] trie) {
    int[] fail = new int[word.length];
    Deque<Integer> queue = new ArrayDeque<>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int state = queue.remove();
      boolean root = state == 0;
      suffix[state] = root ? 0 : word[fail[state]] != NONE ? fail[state] : suffix[fail[state]];
      for (int c = 0; c < classes; c++) {
        int edge = state * classes + c;
        int other = root ? 0 : trie[fail[state] * classes + c];
        if (trie[edge] == NONE) {
          trie[edge] = other;
        } else {
          fail[trie[edge]] = other;
          queue.add(trie[edge]);
        }
      }
    }
    return trie;
  }

  /** Whether one of the words occurs. */
  public boolean find(String text) {
    if (anything) {
      return true;
    }
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      state = next[state * classes + classOf(text.charAt(i))];
      if (word[state] != NONE || suffix[state] != 0) {
        return true;
      }
    }
    return false;
  }

  /** The word that begins first, of equal ones the first given; -1 if none occurs. */
  public int leftmost(String text) {
    if (anything) {
      return word[0];
    }
    int state = 0;
    int best = NONE;
    int bestStart = Integer.MAX_VALUE;
    for (int i = 0; i < text.length(); i++) {
      state = next[state * classes + classOf(text.charAt(i))];
      for (int s = word[state] != NONE ? state : suffix[state]; s != 0; s = suffix[s]) {
        int start = i + 1 - lengths[word[s]];
        if (start < bestStart || (start == bestStart && word[s] < best)) {
          best = word[s];
          bestStart = start;
        }
      }
    }
    return best;
  }

  /** Notes every word that occurs; the array has a place for each. */
  void all(String text, boolean[] found) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      state = next[state * classes + classOf(text.charAt(i))];
      for (int s = word[state] != NONE ? state : suffix[state]; s != 0; s = suffix[s]) {
        found[word[s]] = true;
      }
    }
  }
}
