package io.gatehouse.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.config.Secret;
import io.gatehouse.config.Setting;
import io.gatehouse.daemon.settings.DenySettings.Action;
import io.gatehouse.daemon.settings.FirewallConfig.OnStop;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import io.gatehouse.daemon.settings.LogSettings.Level;
import io.gatehouse.daemon.settings.LogSettings.Output;
import io.gatehouse.daemon.settings.NftablesSettings.Family;
import io.gatehouse.daemon.settings.NftablesSettings.Hook;
import io.gatehouse.decision.Remediation;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.EvidenceFiles;
import io.gatehouse.policy.PolicyMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallConfigTest {
  private static final String MINIMUM =
      "mode: nftables\napi_url: http://127.0.0.1:8080/\napi_key: sesame\n";
  private static final Path SAMPLE = Path.of("src/main/config/crowdsec-firewall-bouncer.yaml");
  private static final Path DEBIAN =
      Path.of("src/test/resources/debian-crowdsec-firewall-bouncer.yaml");

  private final ConfigReport report = new ConfigReport(UnknownKeys.WARN);

  @Test
  void defaults() throws Exception {
    assertThat(read(MINIMUM))
        .isEqualTo(
            new FirewallConfig(
                FirewallMode.NFTABLES,
                new LapiSettings(
                    "http://127.0.0.1:8080/",
                    Secret.of("sesame"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    Duration.ofSeconds(10),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(Remediation.BAN)),
                new LogSettings(Output.STDOUT, Path.of("/var/log"), Level.INFO, 500, 3, 30, true),
                new DenySettings(Action.DROP, false, "crowdsec drop: "),
                new NftablesSettings(
                    defaultFamily("crowdsec-blacklists"),
                    defaultFamily("crowdsec6-blacklists"),
                    List.of(Hook.PREROUTING),
                    0,
                    Duration.ofMinutes(1)),
                new GuardSettings(List.of(), List.of(), 8, 19),
                new PrometheusSettings(false, "127.0.0.1", 60601),
                PolicyMode.REPORT,
                EvidenceFiles.NONE,
                OnStop.KEEP,
                Path.of("/run/gatehouse"),
                Duration.ofHours(1),
                List.of()));
    assertThat(report.finish()).isEmpty();
  }

  private static Family defaultFamily(String set) {
    return new Family(true, false, Optional.empty(), Optional.empty(), -300, set);
  }

  @Test
  void every_key_is_mapped() throws Exception {
    FirewallConfig config =
        read(
            """
            mode: dry-run
            api_url: /run/crowdsec.sock
            cert_path: /c.pem
            key_path: /k.pem
            ca_cert_path: /ca.pem
            insecure_skip_verify: true
            retry_initial_connect: true
            update_frequency: 1m30s
            resync_interval: 2h
            scopes: [Ip]
            origins: [cscli, CAPI]
            scenarios_containing: [ssh]
            scenarios_not_containing: [http]
            supported_decisions_types: [Ban, captcha]
            log_mode: file
            log_dir: /tmp/log
            log_level: warn
            log_max_size: 1
            log_max_files: 2
            log_max_age: 3
            compress_logs: false
            disable_ipv4: true
            deny_action: reject
            deny_log: true
            deny_log_prefix: "x: "
            blacklists_ipv4: four
            blacklists_ipv6: six
            nftables_hooks: [input, FORWARD]
            nftables:
              ipv4: {enabled: true, set-only: true, table: t4, chain: c4, priority: -10}
              ipv6: {enabled: false, table: t6, chain: c6}
            set_size: 1000
            gc_interval: 10s
            allow: [192.0.2.1, 2001:db8::/32, www.example.org]
            max_prefix: {ipv4: 16, ipv6: 32}
            prometheus: {enabled: true, listen_addr: "::1", listen_port: "9"}
            policy:
              mode: enforce
              files:
                shared: /shared
                relay: /relay
                geofeed: /geofeed
                asn_mobile: /mobile
                asn_hosting: /hosting
              asn_db: /as.mmdb
              connection_db: /connection.mmdb
            on_stop: remove
            run_dir: /tmp/run
            ipset_type: hash:ip
            ipset_size: 5
            ipset_disable_timeouts: true
            iptables_chains: [INPUT]
            iptables_v4_chains: [A]
            iptables_v6_chains: [B]
            iptables_add_rule_comments: false
            pf: {anchor_name: a}
            """);

    assertThat(report.finish()).isEmpty();
    assertThat(config)
        .isEqualTo(
            new FirewallConfig(
                FirewallMode.DRY_RUN,
                new LapiSettings(
                    "/run/crowdsec.sock",
                    Secret.of(""),
                    Optional.of(Path.of("/c.pem")),
                    Optional.of(Path.of("/k.pem")),
                    Optional.of(Path.of("/ca.pem")),
                    true,
                    true,
                    Duration.ofSeconds(90),
                    List.of("Ip"),
                    List.of("cscli", "CAPI"),
                    List.of("ssh"),
                    List.of("http"),
                    List.of(Remediation.BAN, Remediation.CAPTCHA)),
                new LogSettings(Output.FILE, Path.of("/tmp/log"), Level.WARN, 1, 2, 3, false),
                new DenySettings(Action.REJECT, true, "x: "),
                new NftablesSettings(
                    new Family(true, true, Optional.of("t4"), Optional.of("c4"), -10, "four"),
                    new Family(false, false, Optional.of("t6"), Optional.of("c6"), 0, "six"),
                    List.of(Hook.INPUT, Hook.FORWARD),
                    1000,
                    Duration.ofSeconds(10)),
                new GuardSettings(
                    List.of(IpPrefix.parse("192.0.2.1"), IpPrefix.parse("2001:db8::/32")),
                    List.of("www.example.org"),
                    16,
                    32),
                new PrometheusSettings(true, "::1", 9),
                PolicyMode.ENFORCE,
                new EvidenceFiles(
                    Optional.of(Path.of("/shared")),
                    Optional.of(Path.of("/relay")),
                    Optional.of(Path.of("/geofeed")),
                    Optional.of(Path.of("/mobile")),
                    Optional.of(Path.of("/hosting")),
                    Optional.of(Path.of("/as.mmdb")),
                    Optional.of(Path.of("/connection.mmdb")),
                    Optional.empty()),
                OnStop.REMOVE,
                Path.of("/tmp/run"),
                Duration.ofHours(2),
                List.of(
                    "ipset_type",
                    "ipset_size",
                    "ipset_disable_timeouts",
                    "iptables_chains",
                    "iptables_v4_chains",
                    "iptables_v6_chains",
                    "iptables_add_rule_comments",
                    "pf.anchor_name")));
  }

  @Test
  void the_sample_shows_every_key_with_its_default() throws Exception {
    String uncommented =
        Files.readString(SAMPLE)
            .lines()
            .map(FirewallConfigTest::uncomment)
            .collect(Collectors.joining("\n"));
    FirewallConfig shown = read(uncommented, Map.of("API_KEY", "sesame"), report);
    assertThat(report.finish()).isEmpty();

    ConfigReport bare = new ConfigReport(UnknownKeys.WARN);
    assertThat(shown).isEqualTo(read(MINIMUM, Map.of(), bare));
    assertThat(report.settings())
        .filteredOn(setting -> setting.source().equals("default"))
        .extracting(Setting::key)
        .isEmpty();
  }

  /** A commented key has no blank after the sign, or is indented; prose has exactly one blank. */
  private static String uncomment(String line) {
    return line.matches("#( {2,}|\\S).*") && !line.startsWith("##") ? line.substring(1) : line;
  }

  @Test
  void the_sample_as_it_is_needs_only_a_key() throws Exception {
    read(Files.readString(SAMPLE), Map.of("API_KEY", "sesame"), report);

    assertThat(report.finish()).isEmpty();
  }

  @Test
  void debians_file_is_read_with_both_spellings_of_its_log_keys() throws Exception {
    FirewallConfig config =
        read(Files.readString(DEBIAN), Map.of("BACKEND", "nftables", "API_KEY", "k"), report);

    assertThat(config.log())
        .isEqualTo(
            new LogSettings(Output.FILE, Path.of("/var/log/"), Level.INFO, 100, 3, 30, true));
    assertThat(config.nftables().ipv6())
        .isEqualTo(
            new Family(
                true,
                false,
                Optional.of("crowdsec6"),
                Optional.of("crowdsec6-chain"),
                -300,
                "crowdsec6-blacklists"));
    assertThat(config.notActedOn()).containsExactly("iptables_chains");
    assertThat(report.finish())
        .extracting(ConfigProblem::message)
        .containsExactly(
            "'pid_dir' has no effect: the service manager knows the process",
            "'daemonize' has no effect: it runs in the foreground; the service manager does the"
                + " rest");
  }

  @Test
  void debians_file_without_a_mode_says_which_variable_is_missing() throws Exception {
    assertThat(errors(Files.readString(DEBIAN)))
        .containsExactly("'mode' is \"${BACKEND}\": the environment variable BACKEND is not set");
  }

  @Test
  void an_unset_key_is_a_warning_that_names_the_variable() throws Exception {
    read(MINIMUM.replace("sesame", "${API_KEY}"));

    assertThat(report.finish())
        .extracting(ConfigProblem::message)
        .containsExactly("'api_key' is still a variable: API_KEY is not set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mode: iptables       | 'mode' is \"iptables\": this version cannot do that yet; write"
            + " nftables or dry-run",
        "mode: nft            | 'mode' is \"nft\": write nftables or dry-run",
        "deny_action: TARPIT  | 'deny_action' is \"TARPIT\": only iptables has it; write DROP or"
            + " REJECT",
        "deny_action: x       | 'deny_action' is \"x\": write DROP or REJECT",
        "on_stop: maybe       | 'on_stop' is \"maybe\": write keep or remove",
        "log_mode: syslog     | 'log_mode' is \"syslog\": write file or stdout",
        "policy: {mode: on}   | 'policy.mode' is \"on\": write off or report or enforce",
        "allow: [10.0.0.300]  | 'allow' has \"10.0.0.300\", no address, prefix or host name",
        "nftables_hooks: [in] | 'nftables_hooks' has \"in\"; write prerouting, input, forward,"
            + " output or postrouting",
        "nftables_hooks: [ingress] | 'nftables_hooks' has \"ingress\"; write prerouting, input,"
            + " forward, output or postrouting",
        "nftables_hooks: []   | 'nftables_hooks' is empty; name at least one, or leave it out",
        "nftables: {ipv4: {table: a b}} | 'nftables.ipv4.table' has \"a b\"; use 1 to 200 visible"
            + " ASCII characters",
        "nftables: {ipv4: {enabled: false}, ipv6: {enabled: false}} | 'nftables' enables neither"
            + " IPv4 nor IPv6, so nothing would be done",
        "deny_log_prefix: é   | 'deny_log_prefix' is \"é\": use at most 127 printable ASCII"
            + " characters",
        "update_frequency: 10 | 'update_frequency' is \"10\": a unit is missing; write \"10s\"",
        "max_prefix: {ipv4: 33} | 'max_prefix.ipv4' is \"33\": 0 to 32 is expected",
        "run_dir: \"\\0\"     | 'run_dir' is \"?\": Nul character not allowed: ?",
        "api_url: 127.0.0.1   | 'api_url' is \"127.0.0.1\": write http://HOST:PORT/,"
            + " https://HOST:PORT/ or the path of a Unix socket",
        "api_url: http://a:99999 | 'api_url' is \"http://a:99999\": write http://HOST:PORT/,"
            + " https://HOST:PORT/ or the path of a Unix socket",
        "api_key: a b         | 'api_key' holds white space or a character outside ASCII; copy the"
            + " key alone",
        "cert_path: /c        | 'cert_path' stands beside 'api_key'; use one of them",
        "{disable_ipv4: true, disable_ipv6: true} | 'disable_ipv6' and 'disable_ipv4' are both"
            + " true, so nothing would be done",
      })
  void wrong_values_say_what_to_write(String line, String message) throws Exception {
    String changes = line.startsWith("{disable") ? "disable_ipv4: true\ndisable_ipv6: true" : line;
    String key = changes.substring(0, changes.indexOf(':'));
    String rest = MINIMUM.lines().filter(l -> !l.startsWith(key)).collect(Collectors.joining("\n"));

    assertThat(errors(rest + "\n" + changes + "\n")).containsExactly(message);
  }

  @Test
  void reject_is_not_possible_at_postrouting() {
    assertThat(errors(MINIMUM + "deny_action: REJECT\nnftables_hooks: [input, postrouting]\n"))
        .containsExactly("'deny_action' REJECT is not possible at postrouting; write DROP");
  }

  @Test
  void a_set_alone_is_looked_for_in_upstreams_table() throws Exception {
    FirewallConfig config =
        read(MINIMUM + "nftables: {ipv4: {set-only: true}, ipv6: {set-only: true}}\n");

    assertThat(config.nftables().ipv4().table()).contains("crowdsec");
    assertThat(config.nftables().ipv6().table()).contains("crowdsec6");
  }

  @Test
  void what_is_required_is_named_all_at_once() {
    assertThat(errors("log_level: info\n"))
        .containsExactly(
            "'mode' is missing; write 'mode: nftables'",
            "'api_url' is missing; write 'api_url: http://127.0.0.1:8080/'",
            "'api_key' is missing; create one with `cscli bouncers add NAME`, or give cert_path"
                + " and key_path");
  }

  @Test
  void half_a_certificate_is_refused() {
    assertThat(errors("mode: nftables\napi_url: http://h/\nkey_path: /k\n"))
        .containsExactly("'key_path' needs the other one: 'cert_path' and 'key_path' go together");
  }

  @Test
  void without_a_lapi_nothing_of_it_is_required() throws Exception {
    FirewallConfig.read(
        ConfigFile.ofText("f", "mode: nftables\n").open(Map.of(), report), Source.ELSEWHERE);

    assertThat(report.finish()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h:1", "https://h", "http://h/"})
  void a_slash_ends_the_url(String url) throws Exception {
    assertThat(read(MINIMUM.replace("http://127.0.0.1:8080/", url)).lapi().url()).endsWith("/");
  }

  @Test
  void verbose_never_lowers_the_level() throws Exception {
    LogSettings info = read(MINIMUM).log();
    LogSettings trace = read(MINIMUM + "log_level: trace\n").log();

    assertThat(info.verbose().level()).isEqualTo(Level.DEBUG);
    assertThat(trace.verbose().level()).isEqualTo(Level.TRACE);
  }

  @Test
  void a_password_in_the_url_is_in_no_table() throws Exception {
    read(MINIMUM.replace("127.0.0.1", "me:hunter2@127.0.0.1"));

    assertThat(report.table()).contains("http://127.0.0.1:8080/").doesNotContain("hunter2");
  }

  @Test
  void the_key_is_in_no_table() throws Exception {
    FirewallConfig config = read(MINIMUM);

    assertThat(report.table() + config).doesNotContain("sesame");
  }

  private FirewallConfig read(String text) throws ConfigException {
    return read(text, Map.of(), report);
  }

  private static FirewallConfig read(
      String text, Map<String, String> environment, ConfigReport report) throws ConfigException {
    return FirewallConfig.read(
        ConfigFile.ofText("f.yaml", text).open(environment, report), Source.LAPI);
  }

  private List<String> errors(String text) {
    return catchThrowableOfType(
            ConfigException.class,
            () -> {
              read(text);
              report.finish();
            })
        .problems()
        .stream()
        .map(ConfigProblem::message)
        .toList();
  }
}
