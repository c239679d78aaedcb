package io.gatehouse.lapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WaitingTest {
  private final Waiting waiting = Waiting.inRealTime();

  @Test
  void ends_at_once_when_woken_before() throws InterruptedException {
    waiting.wake();
    waiting.wake();

    waiting.await(Duration.ofDays(1));
  }

  @Test
  void ends_when_woken_by_another_thread() throws InterruptedException {
    new Thread(waiting::wake).start();

    waiting.await(Duration.ofDays(1));
  }

  @Test
  void ends_when_the_time_has_passed_and_one_wake_ends_one_wait() throws InterruptedException {
    waiting.wake();
    waiting.await(Duration.ofDays(1));
    long before = System.nanoTime();

    waiting.await(Duration.ofMillis(20));

    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(20_000_000);
  }
}
