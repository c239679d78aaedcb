package io.gatehouse.lapi.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.LapiAdministration.BouncerEntry;
import io.gatehouse.lapi.server.RunningLapi.Reply;
import io.gatehouse.net.IpPrefix;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BouncerKeysTest {
  private static final String STREAM = "/v1/decisions/stream";

  @TempDir private Path directory;
  private RunningLapi lapi;

  @BeforeEach
  void start() throws Exception {
    lapi =
        RunningLapi.in(
            directory, config -> config.trustedProxies(List.of(IpPrefix.parse("127.0.0.1"))));
  }

  @AfterEach
  void stop() throws Exception {
    lapi.close();
  }

  private Reply head(Secret key, String from) throws Exception {
    return lapi.send(
        lapi.to(STREAM).head().header("X-Api-Key", key.reveal()).header("X-Forwarded-For", from));
  }

  private Reply pull(Secret key, String from) throws Exception {
    return lapi.send(
        lapi.to("/v1/decisions?ip=1.2.3.4")
            .header("X-Api-Key", key.reveal())
            .header("X-Forwarded-For", from));
  }

  @Test
  void no_key_and_a_wrong_key_are_forbidden() throws Exception {
    lapi.addBouncer("fw");

    for (Reply reply :
        List.of(lapi.get("/v1/decisions"), lapi.getWithKey(STREAM, Secret.of("guess")))) {
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.body()).isEqualTo("{\"message\":\"access forbidden\"}");
    }
  }

  @Test
  void checking_a_key_changes_no_row() throws Exception {
    Secret key = lapi.addBouncer("fw");

    assertThat(head(key, "192.0.2.1").status()).isEqualTo(200);
    assertThat(head(key, "192.0.2.2").status()).isEqualTo(200);

    assertThat(lapi.administration().bouncers()).hasSize(1);
    BouncerEntry row = lapi.administration().bouncer("fw").orElseThrow();
    assertThat(row.address()).isEmpty();
    assertThat(row.lastPull()).isEmpty();
    assertThat(row.type()).isEmpty();
  }

  @Test
  void the_first_address_is_the_rows_and_each_further_one_gets_a_row() throws Exception {
    Secret key = lapi.addBouncer("fw");

    pull(key, "192.0.2.1");
    pull(key, "192.0.2.2");
    pull(key, "192.0.2.2");
    pull(key, "2001:db8::1");

    assertThat(lapi.administration().bouncers())
        .extracting(BouncerEntry::name)
        .containsExactly("fw", "fw@192.0.2.2", "fw@2001:db8::1");
    assertThat(lapi.administration().bouncers())
        .extracting(BouncerEntry::autoCreated)
        .containsExactly(false, true, true);
    assertThat(lapi.administration().bouncer("fw").orElseThrow().type()).isEqualTo("test-bouncer");
  }

  @Test
  void a_deleted_bouncers_key_is_refused_at_once() throws Exception {
    Secret key = lapi.addBouncer("fw");
    assertThat(lapi.headWithKey(STREAM, key).status()).isEqualTo(200);

    lapi.administration().deleteBouncer("fw");

    assertThat(lapi.headWithKey(STREAM, key).status()).isEqualTo(403);
  }

  @Test
  void bouncers_are_known_again_after_a_restart() throws Exception {
    Secret key = lapi.addBouncer("fw");
    pull(key, "192.0.2.1");
    lapi.close();

    lapi = RunningLapi.in(directory);

    assertThat(lapi.headWithKey(STREAM, key).status()).isEqualTo(200);
    assertThat(lapi.administration().bouncer("fw").orElseThrow().address()).isEqualTo("192.0.2.1");
  }

  @Test
  void an_operators_own_key_is_taken() throws Exception {
    lapi.administration().addBouncer("fw", Optional.of(Secret.of("own")));

    assertThat(lapi.headWithKey(STREAM, Secret.of("own")).status()).isEqualTo(200);
  }

  @Test
  void a_right_key_is_let_in_while_its_address_guesses_wrong_ones() throws Exception {
    Secret key = lapi.addBouncer("fw");
    ExecutorService guessers = Executors.newFixedThreadPool(40);
    CompletionService<Integer> guesses = new ExecutorCompletionService<>(guessers);
    for (int i = 0; i < 40; i++) {
      guesses.submit(() -> pull(Secret.of("guess"), "192.0.2.9").status());
    }
    while (requireNonNull(guesses.poll(10, TimeUnit.SECONDS)).get() != 429) {
      // the first ones are answered 403
    }

    assertThat(pull(key, "192.0.2.9").status()).isEqualTo(200);
    guessers.shutdownNow();
  }
}
