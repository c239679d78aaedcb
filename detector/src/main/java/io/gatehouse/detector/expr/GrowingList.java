package io.gatehouse.detector.expr;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that grows at its end and is shortened at its beginning. Expressions that are evaluated
 * again each time that it has grown need not look at all of it again: {@code filter(list, {…})} and
 * {@code count(list, {…})} remember what a closure has said of an element, if the closure looks at
 * nothing else and whoever fills the list says that elements {@link #settle}. One thread.
 */
public final class GrowingList<E> extends AbstractList<E> {
  /** Below that, to look again costs less than to remember. */
  private static final int WORTH_REMEMBERING = 16;

  private final List<E> elements = new ArrayList<>(2);
  private boolean settles;

  /** How many elements are gone from the beginning; a place counts from the first that ever was. */
  private long gone;

  private @Nullable IdentityHashMap<Object, Taken> known;

  /** Says that an element does not change any more once a different one has followed. */
  public void settle() {
    settles = true;
  }

  /** Appends an element. */
  public void append(E element) {
    elements.add(element);
  }

  /** Removes so many elements from the beginning. */
  public void removeFirst(int count) {
    elements.subList(0, count).clear();
    gone += count;
  }

  /** What a closure says of an element. */
  @FunctionalInterface
  interface Closure {
    boolean takes(@Nullable Object element) throws EvaluationException;
  }

  /** Whether it is of any use to ask {@link #taken}. */
  boolean remembers() {
    return settles && elements.size() >= WORTH_REMEMBERING;
  }

  /**
   * The elements that a closure takes; of a settled one it is asked once.
   *
   * @param site stands for the closure
   */
  List<Object> taken(Object site, Closure closure) throws EvaluationException {
    if (known == null) {
      known = new IdentityHashMap<>(2);
    }
    Taken taken = known.computeIfAbsent(site, any -> new Taken());
    int settled = settled();
    taken.advance(closure, settled);
    List<Object> all = new ArrayList<>(taken.size() + elements.size() - settled);
    taken.addTo(all);
    for (int i = settled; i < elements.size(); i++) {
      if (closure.takes(elements.get(i))) {
        all.add(elements.get(i));
      }
    }
    return all;
  }

  /** How many elements are settled: the last one is not, however often it stands there. */
  private int settled() {
    int last = elements.size() - 1;
    int settled = last;
    while (settled > 0 && elements.get(settled - 1) == elements.get(last)) {
      settled--;
    }
    return settled;
  }

  /** The places of settled elements that a closure takes. */
  private final class Taken {
    private long next;
    private long[] places = new long[WORTH_REMEMBERING];
    private int from;
    private int to;

    /** Asks about what has settled since. An element that the closure fails at is asked again. */
    void advance(Closure closure, int settled) throws EvaluationException {
      while (from < to && places[from] < gone) {
        from++;
      }
      for (next = Math.max(next, gone); next - gone < settled; next++) {
        if (closure.takes(elements.get((int) (next - gone)))) {
          add(next);
        }
      }
    }

    private void add(long place) {
      if (to == places.length) {
        long[] room = from > to / 2 ? places : new long[2 * places.length];
        System.arraycopy(places, from, room, 0, to - from);
        places = room;
        to -= from;
        from = 0;
      }
      places[to++] = place;
    }

    int size() {
      return to - from;
    }

    void addTo(List<Object> all) {
      for (int i = from; i < to; i++) {
        all.add(elements.get((int) (places[i] - gone)));
      }
    }
  }

  @Override
  public E get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }
}
