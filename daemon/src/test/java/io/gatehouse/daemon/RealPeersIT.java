package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.daemon.peer.OperatedLapi;
import io.gatehouse.daemon.peer.PeerPackages;
import io.gatehouse.daemon.peer.RealCrowdSec;
import io.gatehouse.daemon.peer.RealFirewallBouncer;
import io.gatehouse.daemon.peer.RealMachine;
import io.gatehouse.testing.TestHost;
import io.gatehouse.testing.TwoNamespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's bouncer, agent and {@code cscli} on a LAPI: here on Debian's own, to see that what is
 * asked is right.
 */
class RealPeersIT {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String ATTACKER = "198.51.100.10";
  private static final String PASSWORD = "sesame-open-0123456789";

  private @TempDir @Nullable Path directory;
  private @Nullable OperatedLapi started;
  private @Nullable RealMachine machine;

  /** Which LAPI it is that they meet. */
  OperatedLapi startLapi(TestHost host, Path files) {
    return RealCrowdSec.start(host, files);
  }

  @BeforeEach
  void needsPeers() {
    PeerPackages.assumePresent();
    PackagedProgram.assumePresent();
  }

  @AfterEach
  void stop() {
    if (machine != null) {
      machine.close();
    }
    if (started != null) {
      started.close();
    }
  }

  @Test
  @Tag("netns")
  void the_bouncer_bans_and_unbans() {
    TwoNamespaces.assumeAllowed();
    try (TwoNamespaces pair = TwoNamespaces.open()) {
      OperatedLapi lapi = start(pair.guarded());
      lapi.ban(ATTACKER, "1h");
      lapi.ban("2001:db8:1::10", "1h");
      String key = lapi.addBouncer("debian");

      try (RealFirewallBouncer bouncer =
          RealFirewallBouncer.start(pair.guarded(), path("bouncer"), lapi.uri(), key)) {
        awaitAnswers(pair, bouncer, ATTACKER, false);
        awaitAnswers(pair, bouncer, "2001:db8:1::10", false);
        assertThat(pair.answers("198.51.100.11")).isTrue();

        lapi.ban("198.51.100.11", "1h");
        awaitAnswers(pair, bouncer, "198.51.100.11", false);
        lapi.delete(ATTACKER);
        awaitAnswers(pair, bouncer, ATTACKER, true);
        assertThat(pair.answers("198.51.100.11")).isFalse();
      } finally {
        lapi.close();
      }
    }
  }

  @Test
  void the_agent_reports_what_a_log_says_and_lapi_decides() {
    RealMachine reporting = machineOn(start(TestHost.here()));

    reporting.startAgent();

    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              reporting.guessPasswords(ATTACKER);
              assertThat(decisions(reporting))
                  .as(reporting::agentLog)
                  .contains(ATTACKER, "crowdsecurity/ssh-bf", "\"crowdsec\"", "\"ban\"");
            });
    assertThat(reporting.cscli("alerts", "list", "-o", "raw").expectSuccess())
        .containsPattern("Ip,198\\.51\\.100\\.10,crowdsecurity/ssh-bf");
  }

  @Test
  void cscli_lists_and_deletes_decisions() {
    OperatedLapi lapi = start(TestHost.here());
    RealMachine operator = machineOn(lapi);
    lapi.ban(ATTACKER, "4h");
    lapi.ban("198.51.100.11", "4h");
    lapi.ban("2001:db8::/48", "4h");

    assertThat(operator.cscli("decisions", "list", "-o", "raw").expectSuccess())
        .contains(",Ip:198.51.100.10,", ",Ip:198.51.100.11,", ",Range:2001:db8::/48,");
    assertThat(operator.cscli("decisions", "list", "--ip", "2001:db8::1").expectSuccess())
        .contains("Range:2001:db8::/48")
        .doesNotContain("198.51.100");
    assertThat(operator.cscli("decisions", "delete", "--ip", ATTACKER).expectSuccess()).isNotNull();

    assertThat(decisions(operator)).contains("198.51.100.11").doesNotContain(ATTACKER);
    operator.cscli("decisions", "delete", "--all").expectSuccess();
    assertThat(decisions(operator)).doesNotContain("198.51.100.11", "2001:db8");
  }

  @Test
  void cscli_adds_a_decision_that_a_bouncer_then_has() {
    OperatedLapi lapi = start(TestHost.here());
    RealMachine operator = machineOn(lapi);

    operator.cscli("decisions", "add", "--ip", ATTACKER, "--reason", "by hand").expectSuccess();
    operator
        .cscli("decisions", "add", "--scope", "country", "--value", "FR", "--type", "captcha")
        .expectSuccess();

    assertThat(operator.cscli("decisions", "list", "-o", "raw").expectSuccess())
        .containsPattern(",cscli,Ip:198\\.51\\.100\\.10,by hand,ban,")
        .containsPattern(",cscli,Country:FR,manual 'captcha' from 'debian',captcha,");
  }

  @Test
  void cscli_lists_inspects_and_deletes_alerts() {
    OperatedLapi lapi = start(TestHost.here());
    RealMachine operator = machineOn(lapi);
    lapi.ban(ATTACKER, "4h");
    lapi.ban("198.51.100.11", "4h");

    String list = operator.cscli("alerts", "list", "-o", "raw").expectSuccess();
    assertThat(list).contains("Ip,198.51.100.10,", "Ip,198.51.100.11,");
    assertThat(operator.cscli("alerts", "inspect", "1").expectSuccess())
        .contains("Ip:198.51.100.10");
    operator.cscli("alerts", "delete", "--ip", ATTACKER).expectSuccess();
    assertThat(operator.cscli("alerts", "list", "-o", "raw").expectSuccess())
        .contains("198.51.100.11")
        .doesNotContain(ATTACKER);
    operator.cscli("alerts", "delete", "--all").expectSuccess();

    assertThat(decisions(operator)).doesNotContain("198.51.100");
  }

  @Test
  void cscli_sees_that_it_may_log_in() {
    RealMachine operator = machineOn(start(TestHost.here()));

    assertThat(operator.cscli("lapi", "status").err())
        .contains("You can successfully interact with Local API (LAPI)");
  }

  final OperatedLapi start(TestHost host) {
    OperatedLapi lapi = startLapi(host, path("lapi"));
    started = lapi;
    return lapi;
  }

  final RealMachine machineOn(OperatedLapi lapi) {
    lapi.addMachine("debian", PASSWORD);
    RealMachine made = RealMachine.of(TestHost.here(), path("machine"), lapi, "debian", PASSWORD);
    machine = made;
    return made;
  }

  private static String decisions(RealMachine operator) {
    return operator.cscli("decisions", "list", "-o", "json").expectSuccess();
  }

  private static void awaitAnswers(
      TwoNamespaces pair, RealFirewallBouncer bouncer, String client, boolean answers) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(pair.answers(client)).as(bouncer::log).isEqualTo(answers));
  }

  private Path path(String name) {
    if (directory == null) {
      throw new IllegalStateException("not started");
    }
    try {
      return Files.createDirectories(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
