package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.ConfigFile;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.testing.RecordingSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LapiSourceTest {
  @TempDir private Path dir;

  @Test
  void a_source_that_is_closed_leaves_no_thread_behind() throws Exception {
    String text = "mode: dry-run\napi_key: k\napi_url: " + dir.resolve("nobody.sock") + "\n";
    ConfigFile file = ConfigFile.ofText("f", text);
    FirewallFile read = FirewallFile.read(file, Map.of(), Source.LAPI);
    Set<Thread> before = threads();

    LapiSource source = LapiSource.open(read.config(), FirstFailure.RETRY, new RecordingSink());
    var unused = source.start();
    source.close();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(before).containsAll(threads()));
  }

  /** Those of ours that outlive nothing but a source. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> Set.of("intake", "lapi-stream").contains(thread.getName()))
        .collect(Collectors.toSet());
  }
}
