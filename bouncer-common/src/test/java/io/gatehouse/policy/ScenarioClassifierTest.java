package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioClassifierTest {
  private final ScenarioClassifier classifier = ScenarioClassifier.with(List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          crowdsecurity/http-cve-2021-41773        | EXPLOIT   |
          crowdsecurity/CVE-2022-26134             | EXPLOIT   |
          crowdsecurity/vpatch-CVE-2023-40044      | EXPLOIT   |
          crowdsecurity/http-backdoors-attempts    | EXPLOIT   |
          crowdsecurity/crowdsec-appsec-inband     | EXPLOIT   |
          crowdsecurity/http-sqli-probbing-detection | EXPLOIT |
          crowdsecurity/netgear_rce                | EXPLOIT   |
          crowdsecurity/ssh-cve-2024-6387          | EXPLOIT   |
          crowdsecurity/http-generic-bf            | CREDS     |
          crowdsecurity/http-bf-wordpress_bf       | CREDS     |
          corvese/apache-guacamole_bf              | CREDS     |
          crowdsecurity/fortinet-vpn-bruteforce    | CREDS     |
          LePresidente/adguardhome-bf              | CREDS     |
          crowdsecurity/http-crawl-non_statics     | PROBE     |
          crowdsecurity/http-probing               | PROBE     |
          crowdsecurity/http-bad-user-agent        | PROBE     |
          crowdsecurity/http-sensitive-files       | PROBE     |
          crowdsecurity/http-wordpress-scan        | PROBE     |
          crowdsecurity/ssh-bf                     | NONHTTP   | tcp/22
          crowdsecurity/ssh-slow-bf_user-enum      | NONHTTP   | tcp/22
          someone/rdp-bf                           | NONHTTP   | tcp/3389
          crowdsecurity/windows-bf                 | NONHTTP   | tcp/445 tcp/3389
          crowdsecurity/vsftpd-bf                  | NONHTTP   | tcp/21
          crowdsecurity/telnet-bf                  | NONHTTP   | tcp/23
          crowdsecurity/smb-bf                     | NONHTTP   | tcp/139 tcp/445
          crowdsecurity/postfix-spam               | NONHTTP   | tcp/25 tcp/465 tcp/587
          crowdsecurity/dovecot-spam               | NONHTTP   | tcp/110 tcp/143 tcp/993 tcp/995
          crowdsecurity/mysql-bf                   | NONHTTP   | tcp/3306
          crowdsecurity/pgsql-user-enum            | NONHTTP   | tcp/5432
          crowdsecurity/asterisk_bf                | NONHTTP   | tcp/5060 tcp/5061 udp/5060
          mstilkerich/bind9-refused                | SPOOFABLE | udp/53
          someone/ntp-amplification                | SPOOFABLE | udp/123
          someone/ssdp-flood                       | SPOOFABLE | udp/1900
          someone/sip-scan                         | SPOOFABLE | udp/5060
          crowdsecurity/iptables-scan-multi_ports  | SPOOFABLE |
          firewallservices/pf-scan-multi_ports     | SPOOFABLE |
          crowdsecurity/impossible-travel          | OTHER     |
          ''                                       | OTHER     |
          """)
  void scenario_names_tell_the_offence(String scenario, ScenarioClass kind, String services) {
    Offence offence = classifier.classify(scenario);

    assertThat(offence.kind()).isEqualTo(kind);
    assertThat(String.join(" ", offence.services().stream().map(Object::toString).toList()))
        .isEqualTo(services == null ? "" : services);
  }

  @ParameterizedTest
  @CsvSource({
    "crowdsec, NONHTTP",
    "cscli, MANUAL",
    "cscli-import, MANUAL",
    "console, MANUAL",
    "CAPI, LIST",
    "lists, LIST"
  })
  void the_origin_says_more_than_the_scenario(String origin, ScenarioClass kind) {
    assertThat(
            classifier
                .classify(new DecisionKind(Remediation.BAN, new Origin(origin), Given.SSH))
                .kind())
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "EXPLOIT, HIGH, HIGH, HIGH",
    "CREDS, MEDIUM, HIGH, MEDIUM",
    "PROBE, LOW, LOW, LOW",
    "NONHTTP, LOW, LOW, HIGH",
    "SPOOFABLE, NONE, NONE, NONE",
    "LIST, MEDIUM, MEDIUM, MEDIUM",
    "OTHER, MEDIUM, MEDIUM, MEDIUM"
  })
  void severity_depends_on_layer_and_surface(
      ScenarioClass kind, Severity anywhere, Severity login, Severity packets) {
    assertThat(kind.severity(Layer.HTTP, Surface.ANY)).isEqualTo(anywhere);
    assertThat(kind.severity(Layer.EDGE, Surface.ANY)).isEqualTo(anywhere);
    assertThat(kind.severity(Layer.HTTP, Surface.LOGIN)).isEqualTo(login);
    assertThat(kind.severity(Layer.L4, Surface.LOGIN)).isEqualTo(packets);
  }

  @Test
  void an_operators_rule_comes_first() {
    ScenarioClassifier own =
        ScenarioClassifier.with(
            List.of(
                ScenarioRule.word("portknock", ScenarioClass.NONHTTP, "tcp/7000"),
                ScenarioRule.containing("^ssh-bf", ScenarioClass.EXPLOIT)));

    assertThat(own.classify("me/portknock").services()).hasToString("[tcp/7000]");
    assertThat(own.classify(Given.SSH).kind()).isEqualTo(ScenarioClass.EXPLOIT);
    assertThat(own.classify(Given.LOGIN).kind()).isEqualTo(ScenarioClass.CREDS);
  }

  @Test
  @Timeout(20)
  void a_hostile_name_costs_little() {
    ScenarioClassifier careless =
        ScenarioClassifier.with(
            List.of(ScenarioRule.containing("(a|aa)+\\1z", ScenarioClass.EXPLOIT)));
    String name = "a".repeat(100) + "!";

    assertThat(careless.classify(name).kind()).isEqualTo(ScenarioClass.OTHER);
    assertThat(classifier.classify("a".repeat(10_000_000)).kind()).isEqualTo(ScenarioClass.OTHER);
    assertThat(classifier.classify("x/" + "-".repeat(1_000) + "ssh").kind())
        .isEqualTo(ScenarioClass.OTHER);
  }

  @Test
  void many_names_are_answered_alike_and_not_all_kept() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(classifier.classify("x/ssh-" + i).kind()).isEqualTo(ScenarioClass.NONHTTP);
    }
    assertThat(classifier.remembered()).isLessThanOrEqualTo(4096);
  }
}
