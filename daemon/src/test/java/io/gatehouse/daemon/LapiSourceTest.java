package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.ConfigFile;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.store.DecisionStore;
import io.gatehouse.testing.ScriptedLapi;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LapiSourceTest {
  private final DecisionStore store = new DecisionStore(InstantSource.system());

  @Test
  void closing_leaves_no_thread_that_holds_the_store() throws Exception {
    long before = intakeThreads();
    try (ScriptedLapi lapi = ScriptedLapi.start();
        LapiSource source = LapiSource.open(config(lapi), store, FirstFailure.STOP)) {
      source.start().get();
      assertThat(intakeThreads()).isEqualTo(before + 1);
    }

    await().until(() -> intakeThreads() == before);
  }

  private static long intakeThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("intake"))
        .count();
  }

  private static FirewallConfig config(ScriptedLapi lapi) throws Exception {
    String text = "mode: dry-run\napi_key: abc\napi_url: %s\n".formatted(lapi.url());
    return FirewallFile.read(ConfigFile.ofText("f", text), Map.of(), Source.LAPI).config();
  }
}
