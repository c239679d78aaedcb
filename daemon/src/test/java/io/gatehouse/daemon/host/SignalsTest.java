package io.gatehouse.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignalsTest {
  @Test
  void a_signal_runs_its_action() throws Exception {
    CountDownLatch came = new CountDownLatch(1);
    assertThat(Signals.handle("HUP", came::countDown)).isTrue();

    long pid = ProcessHandle.current().pid();
    new ProcessBuilder("kill", "-HUP", Long.toString(pid)).start().waitFor();

    assertThat(came.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_signal_that_the_jvm_keeps_is_not_ours() {
    assertThat(Signals.handle("QUIT", () -> {})).isFalse();
  }
}
