package io.gatehouse.store;

import static io.gatehouse.decision.Decisions.ban;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionSink;
import io.gatehouse.decision.Scope;
import io.gatehouse.decision.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadAheadSinkTest {
  private final Heard heard = new Heard();
  private final ReadAheadSink sink = new ReadAheadSink(heard);

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void the_sink_hears_the_same_calls_in_the_same_order() {
    Decision country =
        new Decision(
            3, ban(3, "192.0.2.1").kind(), Target.of(Scope.COUNTRY, "FR"), ban(3, "::").until());
    sink.begin(DecisionSink.Pull.DELTA);
    sink.added(ban(1, "198.51.100.7"));
    sink.deleted(ban(2, "2001:db8::/32"));
    sink.added(country);

    assertThat(sink.commit()).isEqualTo(DecisionSink.Outcome.DOUBTED);

    assertThat(heard.calls)
        .containsExactly("begin DELTA", "+1 198.51.100.7", "-2 2001:db8::/32", "+3 FR", "commit");
  }

  @Test
  void a_long_pull_comes_through_whole() {
    sink.begin(DecisionSink.Pull.FULL);
    addMany(100_000);
    sink.commit();

    assertThat(heard.calls).hasSize(100_002);
    assertThat(heard.calls.get(100_000)).startsWith("+99999 ");
  }

  @Test
  void an_aborted_pull_is_aborted_once_its_rows_were_heard() {
    sink.begin(DecisionSink.Pull.FULL);
    sink.added(ban(1, "198.51.100.7"));
    sink.abort();

    assertThat(heard.calls).startsWith("begin FULL").endsWith("abort");
  }

  @Test
  void what_the_sink_throws_is_thrown_again_and_the_next_pull_works() {
    heard.failing = true;
    sink.begin(DecisionSink.Pull.FULL);
    sink.added(ban(1, "198.51.100.7"));
    assertThatIllegalStateException().isThrownBy(sink::commit).withMessage("full");
    sink.abort();
    heard.failing = false;

    sink.begin(DecisionSink.Pull.FULL);
    sink.added(ban(2, "198.51.100.8"));
    sink.commit();

    assertThat(heard.calls).endsWith("abort", "begin FULL", "+2 198.51.100.8", "commit");
  }

  @Test
  void a_sink_that_cannot_begin_fails_the_commit_and_not_the_thread() {
    heard.refusing = new IllegalStateException("closed");
    sink.begin(DecisionSink.Pull.FULL);
    sink.added(ban(1, "198.51.100.7"));

    assertThatIllegalStateException().isThrownBy(sink::commit).withMessage("closed");
    sink.abort();

    assertThat(heard.calls).containsExactly("abort");
  }

  @Test
  void an_error_in_the_sink_does_not_hold_the_reader_up() {
    heard.refusing = new LinkageError("no such method");
    sink.begin(DecisionSink.Pull.FULL);

    assertThatIllegalStateException().isThrownBy(() -> addMany(100_000));

    sink.abort();
    assertThat(heard.calls).containsExactly("abort");
  }

  @Test
  void a_pull_that_outlives_the_sink_comes_to_an_end() {
    sink.begin(DecisionSink.Pull.FULL);
    sink.added(ban(1, "198.51.100.7"));
    sink.close();

    assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(sink::commit);
    sink.abort();
  }

  private void addMany(int count) {
    for (int i = 0; i < count; i++) {
      sink.added(ban(i, "198.51.100.7"));
    }
  }

  /** Writes down what it hears, on whatever thread. */
  private static final class Heard implements DecisionSink {
    final List<String> calls = new ArrayList<>();
    volatile boolean failing;
    volatile @Nullable Throwable refusing;

    @Override
    public synchronized void begin(Pull pull) {
      if (refusing instanceof Error error) {
        throw error;
      }
      if (refusing instanceof RuntimeException exception) {
        throw exception;
      }
      calls.add("begin " + pull);
    }

    @Override
    public synchronized void added(DecisionRow row) {
      if (failing) {
        throw new IllegalStateException("full");
      }
      calls.add("+" + row.id() + " " + row.target().value());
    }

    @Override
    public synchronized void deleted(DecisionRow row) {
      calls.add("-" + row.id() + " " + row.target().value());
    }

    @Override
    public synchronized Outcome commit() {
      calls.add("commit");
      return Outcome.DOUBTED;
    }

    @Override
    public synchronized void abort() {
      calls.add("abort");
    }
  }
}
