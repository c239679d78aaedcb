package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.active.StoredDecision;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;

/** Several lists of decisions read as one. */
final class Joined extends AbstractList<StoredDecision> {
  private final List<List<StoredDecision>> parts;
  private final int size;

  Joined(List<List<StoredDecision>> parts) {
    this.parts = parts;
    this.size = parts.stream().mapToInt(List::size).sum();
  }

  @Override
  public StoredDecision get(int index) {
    int left = index;
    for (List<StoredDecision> part : parts) {
      if (left < part.size()) {
        return part.get(left);
      }
      left -= part.size();
    }
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Iterator<StoredDecision> iterator() {
    return parts.stream().flatMap(List::stream).iterator();
  }
}
