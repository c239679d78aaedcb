package io.gatehouse.lapi.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Work that waits for an executor, by whom it is for: each of them has one piece done before any
 * has its next, so that whoever asks for much keeps the others back by one piece only. Thread-safe.
 *
 * @param <K> whom work is for
 */
final class RoundRobin<K> {
  private final Executor executor;

  /** The next one's turn comes first; who has had a turn goes to the end. */
  private final Map<K, Deque<Runnable>> waiting = new LinkedHashMap<>();

  /**
   * With nothing waiting.
   *
   * @param executor does one piece in each of its tasks, and none in the calling thread
   */
  RoundRobin(Executor executor) {
    this.executor = executor;
  }

  /**
   * Has work done when its turn comes.
   *
   * @throws RejectedExecutionException if the executor takes no more
   */
  synchronized void execute(K asker, Runnable work) {
    executor.execute(() -> next().run()); // waits for this lock until the work is among the others
    waiting.computeIfAbsent(asker, any -> new ArrayDeque<>()).add(work);
  }

  private synchronized Runnable next() {
    Iterator<Map.Entry<K, Deque<Runnable>>> turns = waiting.entrySet().iterator();
    Map.Entry<K, Deque<Runnable>> turn = turns.next();
    turns.remove();
    Runnable work = turn.getValue().remove();
    if (!turn.getValue().isEmpty()) {
      waiting.put(turn.getKey(), turn.getValue());
    }
    return work;
  }
}
