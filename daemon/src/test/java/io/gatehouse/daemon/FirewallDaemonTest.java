package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.control.ControlAnswer;
import io.gatehouse.daemon.control.ControlClient;
import io.gatehouse.daemon.control.ControlException;
import io.gatehouse.daemon.control.ControlRequest;
import io.gatehouse.daemon.control.ControlVerb;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import io.gatehouse.daemon.watch.FirewallGauges;
import io.gatehouse.daemon.watch.Health;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.net.IpAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FirewallDaemonTest {
  @TempDir private Path dir;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final Queue<FirstFailure> attitudes = new ConcurrentLinkedQueue<>();
  private @Nullable Throwable refusal;
  private FirewallDaemon daemon;

  @BeforeEach
  void prepare() {
    add("mode: dry-run\nlog_level: error\nrun_dir: " + dir + "\n");
    daemon = new FirewallDaemon(Map.of(), new Doubles());
  }

  @AfterEach
  void forgetDeadThreads() {
    Thread.setDefaultUncaughtExceptionHandler(null);
  }

  @Test
  void stopping_keeps_what_is_in_force() throws Exception {
    CompletableFuture<Integer> ended = start();

    daemon.stop();

    assertThat(ended.get()).isZero();
    assertThat(events).containsExactly("close");
  }

  @Test
  void stopping_removes_where_the_file_says_so() throws Exception {
    add("on_stop: remove\n");
    CompletableFuture<Integer> ended = start();

    daemon.stop();

    assertThat(ended.get()).isZero();
    assertThat(events).containsExactly("release", "close");
  }

  @Test
  void the_control_socket_reaches_the_protection() throws Exception {
    CompletableFuture<Integer> ended = start();

    assertThat(ask(ControlVerb.STATUS).fields()).containsEntry("mode", "double");
    assertThat(ask(ControlVerb.RELEASE).done()).isTrue();
    daemon.stop();

    assertThat(ended.get()).isZero();
    assertThatThrownBy(() -> ask(ControlVerb.STATUS)).isInstanceOf(ControlException.class);
  }

  @Test
  void a_second_instance_is_refused_before_it_starts() throws Exception {
    CompletableFuture<Integer> ended = start();

    assertThatThrownBy(() -> new FirewallDaemon(Map.of(), new Doubles()).run())
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("another instance is running");
    assertThat(events.take()).isEqualTo("close");
    daemon.stop();
    assertThat(ended.get()).isZero();
  }

  @Test
  void a_reload_starts_a_new_protection_from_the_new_file() throws Exception {
    CompletableFuture<Integer> ended = start();
    add("update_frequency: 1m\n");

    daemon.reload();

    assertThat(events.take()).isEqualTo("close");
    assertThat(events.take()).isEqualTo("start 1m0s");
    daemon.stop();
    assertThat(ended.get()).isZero();
  }

  @Test
  void only_at_the_start_is_a_lapi_that_is_away_the_end() throws Exception {
    CompletableFuture<Integer> ended = start();

    daemon.reload();
    assertThat(events.take()).isEqualTo("close");
    assertThat(events.take()).isEqualTo("start 10s");
    daemon.stop();

    assertThat(ended.get()).isZero();
    assertThat(attitudes).containsExactly(FirstFailure.STOP, FirstFailure.RETRY);
  }

  @Test
  void an_invalid_file_is_refused_whole() throws Exception {
    CompletableFuture<Integer> ended = start();
    add("update_frequency: 10\n");

    daemon.reload();
    daemon.stop();

    assertThat(ended.get()).isZero();
    assertThat(events).containsExactly("close");
  }

  @Test
  void decisions_that_will_not_come_end_it_with_the_reason() {
    refusal = new IllegalStateException("lapi: the key is refused");

    assertThatThrownBy(daemon::run)
        .isInstanceOf(ProgramException.class)
        .hasMessage("lapi: the key is refused");
    assertThat(events).containsExactly("start 10s", "close");
  }

  /**
   * As for want of a file descriptor to load a class with: health would go on saying all is well.
   */
  @Test
  void a_thread_that_dies_ends_it_with_the_reason() throws Exception {
    CompletableFuture<Integer> ended = start();

    Runnable work =
        () -> {
          throw new NoClassDefFoundError("io/gatehouse/Gone");
        };
    new Thread(work, "doomed").start();

    assertThatThrownBy(ended::get)
        .hasCauseInstanceOf(ProgramException.class)
        .hasMessageContaining("thread doomed has died");
  }

  @Test
  void a_reload_forgets_what_would_have_ended_the_old_protection() throws Exception {
    refusal = new IllegalStateException("lapi: the key is refused");
    daemon.reload();
    CompletableFuture<Integer> ended = start();

    assertThat(events.take()).isEqualTo("close");
    assertThat(events.take()).isEqualTo("start 10s");
    daemon.stop();
    assertThat(ended.get()).isZero();
  }

  @Test
  void what_is_no_address_cannot_be_explained() throws Exception {
    CompletableFuture<Integer> ended = start();
    ControlClient client = ControlClient.at(dir, Duration.ofSeconds(10));

    assertThat(client.ask(new ControlRequest(ControlVerb.EXPLAIN, "localhost")).done()).isFalse();
    assertThat(client.ask(new ControlRequest(ControlVerb.EXPLAIN, "192.0.2.1")).fields())
        .containsEntry("explanation", "192.0.2.1");
    daemon.stop();
    assertThat(ended.get()).isZero();
  }

  @Test
  void a_port_that_is_taken_is_one_line() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      add("prometheus: {enabled: true, listen_port: " + taken.getLocalPort() + "}\n");

      assertThatThrownBy(daemon::run)
          .isInstanceOf(ProgramException.class)
          .hasMessageContaining("set prometheus.listen_port");
    }
  }

  private void add(String line) {
    lines.add(line);
  }

  /** Runs it on a thread of its own; returns once the protection has started. */
  private CompletableFuture<Integer> start() throws InterruptedException {
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                ended.complete(daemon.run());
              } catch (Exception e) {
                ended.completeExceptionally(e);
              }
            })
        .start();
    assertThat(events.take()).isEqualTo("start 10s");
    return ended;
  }

  private ControlAnswer ask(ControlVerb verb) throws ControlException {
    return ControlClient.at(dir, Duration.ofSeconds(10)).ask(ControlRequest.to(verb));
  }

  private final class Doubles implements FirewallDaemon.Sources {
    @Override
    public FirewallFile read() throws ConfigException {
      return FirewallFile.read(
          ConfigFile.ofText("f", String.join("", lines)), Map.of(), Source.ELSEWHERE);
    }

    @Override
    public Protection protection(FirewallConfig config, FirstFailure firstFailure) {
      attitudes.add(firstFailure);
      return new DoubleProtection(config);
    }
  }

  private final class DoubleProtection implements Protection, FirewallGauges {
    private final FirewallConfig config;

    DoubleProtection(FirewallConfig config) {
      this.config = config;
    }

    @Override
    public void start(Consumer<@Nullable Throwable> begun) {
      begun.accept(refusal);
      refusal = null;
      events.add("start " + GoDuration.format(config.lapi().updateFrequency()));
    }

    @Override
    public FirewallGauges gauges() {
      return this;
    }

    @Override
    public Health health() {
      return new Health(true, Map.of());
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public Map<String, String> status() {
      return Map.of("mode", "double");
    }

    @Override
    public ControlAnswer release() {
      events.add("release");
      return ControlAnswer.done(Map.of());
    }

    @Override
    public ControlAnswer confirmReconcile() {
      return ControlAnswer.refused("nothing waits");
    }

    @Override
    public ControlAnswer explain(IpAddress address) {
      return ControlAnswer.done(Map.of("explanation", address.toString()));
    }

    @Override
    public List<Decision> decisions(IpAddress address) {
      return List.of();
    }

    @Override
    public void close() {
      events.add("close");
    }

    @Override
    public List<Counters> counters() {
      return List.of();
    }

    @Override
    public long lapiRequests() {
      return 0;
    }

    @Override
    public long lapiFailures() {
      return 0;
    }
  }
}
