package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final RoundRobin<String> turns = new RoundRobin<>(tasks::add);

  private void ask(String asker, String work) {
    turns.execute(asker, () -> done.add(work));
  }

  private void runAll() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void who_asks_once_waits_for_one_piece_of_who_asks_for_many() {
    ask("many", "m1");
    ask("many", "m2");
    ask("many", "m3");
    ask("one", "o1");

    runAll();

    assertThat(done).containsExactly("m1", "o1", "m2", "m3");
  }

  @Test
  void turns_go_round() {
    ask("a", "a1");
    ask("a", "a2");
    ask("b", "b1");
    ask("b", "b2");
    ask("c", "c1");

    runAll();

    assertThat(done).containsExactly("a1", "b1", "c1", "a2", "b2");
  }

  @Test
  void what_was_refused_is_never_done() {
    RoundRobin<String> full =
        new RoundRobin<>(
            task -> {
              if (!tasks.isEmpty()) {
                throw new RejectedExecutionException();
              }
              tasks.add(task);
            });
    full.execute("a", () -> done.add("a1"));

    assertThatThrownBy(() -> full.execute("b", () -> done.add("b1")))
        .isInstanceOf(RejectedExecutionException.class);

    runAll();
    assertThat(done).containsExactly("a1");
  }
}
