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
import io.gatehouse.daemon.settings.CscliSettings.Output;
import io.gatehouse.daemon.settings.LogSettings.Level;
import io.gatehouse.daemon.settings.ServerTls.ClientVerification;
import io.gatehouse.net.IpPrefix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineConfigTest {
  private static final String FILE = "/etc/gatehouse/config.yaml";
  private static final Path SAMPLE = Path.of("src/main/config/config.yaml");
  private static final Path DEBIAN = Path.of("src/test/resources/debian-config.yaml");

  private final ConfigReport report = new ConfigReport(UnknownKeys.REJECT);

  @Test
  void defaults() throws Exception {
    Path config = Path.of("/etc/gatehouse");
    Path data = Path.of("/var/lib/gatehouse");
    assertThat(read(""))
        .isEqualTo(
            new EngineConfig(
                new LogSettings(
                    LogSettings.Output.STDOUT, Path.of("/var/log"), Level.INFO, 500, 3, 28, true),
                new EnginePaths(
                    config,
                    data,
                    config.resolve("simulation.yaml"),
                    data.resolve("hub"),
                    data.resolve("hub/.index.json"),
                    config.resolve("notifications"),
                    Path.of("/usr/lib/crowdsec/plugins"),
                    config.resolve("patterns")),
                new LapiServerSettings(
                    true,
                    Optional.of(new ListenAddress("127.0.0.1", 8080)),
                    Optional.empty(),
                    config.resolve("profiles.yaml"),
                    false,
                    List.of(),
                    List.of(IpPrefix.parse("127.0.0.1"), IpPrefix.parse("::1")),
                    true,
                    Optional.empty(),
                    Optional.empty()),
                new MachineSettings(config.resolve("local_api_credentials.yaml"), false),
                new DatabaseSettings(
                    data.resolve("gatehouse.db"),
                    new FlushSettings(
                        Optional.of(5000),
                        Optional.of(Duration.ofDays(7)),
                        Duration.ofDays(7),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                new EnginePrometheus(
                    new PrometheusSettings(true, "127.0.0.1", 6060),
                    EnginePrometheus.Level.FULL,
                    false),
                new CscliSettings(Output.HUMAN),
                new DetectorSettings(true, Optional.empty(), Optional.empty()),
                List.of()));
    assertThat(report.finish()).isEmpty();
  }

  @Test
  void the_sample_shows_every_key_with_its_default() throws Exception {
    String uncommented =
        Files.readString(SAMPLE)
            .lines()
            .map(EngineConfigTest::uncomment)
            .collect(Collectors.joining("\n"));

    EngineConfig shown = read(uncommented);

    assertThat(report.finish()).isEmpty();
    EngineConfig bare = read("", new ConfigReport(UnknownKeys.REJECT), Optional.empty());
    assertThat(shown)
        .usingRecursiveComparison()
        .ignoringFields("server.profilesGiven", "prometheus.given")
        .isEqualTo(bare);
    assertThat(report.settings())
        .filteredOn(setting -> setting.source().equals("default"))
        .extracting(Setting::key)
        .isEmpty();
  }

  private static String uncomment(String line) {
    return line.matches("#( {2,}|\\S).*") && !line.startsWith("##") ? line.substring(1) : line;
  }

  @Test
  void the_sample_as_it_is_changes_nothing() throws Exception {
    assertThat(read(Files.readString(SAMPLE)))
        .isEqualTo(read("", new ConfigReport(UnknownKeys.REJECT), Optional.empty()));
    assertThat(report.finish()).isEmpty();
  }

  @Test
  void every_key_of_the_server_is_mapped() throws Exception {
    EngineConfig config =
        read(
            """
            api:
              client: {credentials_path: /c/creds.yaml, insecure_skip_verify: true}
              server:
                enable: false
                listen_uri: "[::1]:9"
                listen_socket: /run/lapi.sock
                profiles_path: /p/profiles.yaml
                trusted_proxies: [10.0.0.0/8]
                trusted_ips: [192.0.2.1]
                disable_remote_lapi_registration: true
                auto_registration:
                  enabled: true
                  token: 0123456789abcdef0123456789abcdef
                  allowed_ranges: [10.0.0.0/8, "2001:db8::/32"]
                tls:
                  cert_file: /t/cert.pem
                  key_file: /t/key.pem
                  ca_cert_path: /t/ca.pem
                  server_name: lapi.example
                  client_verification: RequireAndVerifyClientCert
                  agents_allowed_ou: [agents]
                  bouncers_allowed_ou: [bouncers]
                  crl_path: /t/crl.pem
                  cache_expiration: 5m
            """);
    assertThat(report.finish()).isEmpty();
    assertThat(config.client()).isEqualTo(new MachineSettings(Path.of("/c/creds.yaml"), true));
    assertThat(config.server())
        .isEqualTo(
            new LapiServerSettings(
                false,
                Optional.of(new ListenAddress("::1", 9)),
                Optional.of(Path.of("/run/lapi.sock")),
                Path.of("/p/profiles.yaml"),
                true,
                List.of(IpPrefix.parse("10.0.0.0/8")),
                List.of(IpPrefix.parse("192.0.2.1")),
                false,
                Optional.of(
                    new AutoRegistration(
                        Secret.of("0123456789abcdef0123456789abcdef"),
                        List.of(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("2001:db8::/32")))),
                Optional.of(
                    new ServerTls(
                        Path.of("/t/cert.pem"),
                        Path.of("/t/key.pem"),
                        Optional.of(Path.of("/t/ca.pem")),
                        ClientVerification.REQUIRE_AND_VERIFY_CLIENT_CERT,
                        List.of("agents"),
                        List.of("bouncers"),
                        Optional.of(Path.of("/t/crl.pem"))))));
    assertThat(config.notActedOn())
        .containsExactly("api.server.tls.server_name", "api.server.tls.cache_expiration");
  }

  @Test
  void flush_section_turns_off_what_it_does_not_name() throws Exception {
    FlushSettings flush =
        read("db_config: {flush: {max_age: 30d, bouncers_autodelete: {api_key: 14d}}}")
            .database()
            .flush();

    assertThat(flush)
        .isEqualTo(
            new FlushSettings(
                Optional.empty(),
                Optional.of(Duration.ofDays(30)),
                Duration.ofDays(7),
                Optional.empty(),
                Optional.of(Duration.ofDays(14)),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void debians_file_is_read_and_what_nothing_acts_on_is_told() throws Exception {
    EngineConfig config = read(Files.readString(DEBIAN));

    assertThat(report.finish()).extracting(ConfigProblem::line).containsExactly(2, 7);
    assertThat(config.database().path()).isEqualTo(Path.of("/var/lib/crowdsec/data/crowdsec.db"));
    assertThat(config.paths().dataDir()).isEqualTo(Path.of("/var/lib/crowdsec/data"));
    assertThat(config.notActedOn())
        .containsExactly(
            "api.server.console_path",
            "api.server.log_level",
            "api.server.online_client.credentials_path");
  }

  @Test
  void data_dir_of_the_command_line_beats_the_file() throws Exception {
    EngineConfig config =
        read("config_paths: {data_dir: /from/file}", report, Optional.of(Path.of("/from/flag")));

    assertThat(config.paths().dataDir()).isEqualTo(Path.of("/from/flag"));
    assertThat(config.database().path()).isEqualTo(Path.of("/from/flag/gatehouse.db"));
    assertThat(config.adminSocket()).isEqualTo(Path.of("/from/flag/admin.sock"));
    assertThat(report.finish()).isEmpty();
  }

  @Test
  void a_file_that_names_only_a_socket_listens_at_no_port() throws Exception {
    assertThat(read("api: {server: {listen_socket: /run/x.sock}}").server().listen()).isEmpty();
  }

  @Test
  void overlay_and_variables_apply(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("config.yaml"), "api: {server: {enable: no}}\n");
    Files.writeString(
        dir.resolve("config.yaml.local"), "api: {server: {listen_uri: '$HOST:8081'}}\n");

    EngineConfig config =
        EngineConfig.read(
            ConfigFile.read(file).open(Map.of("HOST", "10.0.0.1"), report), file, Optional.empty());

    assertThat(report.finish()).isEmpty();
    assertThat(config.server().enabled()).isFalse();
    assertThat(config.server().listen()).contains(new ListenAddress("10.0.0.1", 8081));
    assertThat(config.paths().configDir()).isEqualTo(dir);
  }

  @Test
  void everybody_is_believed_only_with_a_warning() throws Exception {
    EngineConfig config = read("api: {server: {use_forwarded_for_headers: true}}");

    assertThat(config.server().trustedProxies()).containsExactly(IpPrefix.parse("0.0.0.0/0"));
    assertThat(report.finish()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "api: {servr: {}} | 'api.servr' is unknown; did you mean 'api.server'?",
        "db_conf: {} | 'db_conf' is unknown; did you mean 'db_config'?",
        "db_config: {type: pgx} | 'db_config.type' is \"pgx\": this version keeps its data in SQLite only; write sqlite, or leave the key out",
        "db_config: {type: mysql} | 'db_config.type' is \"mysql\": this version keeps its data in SQLite only; write sqlite, or leave the key out",
        "db_config: {type: oracle} | 'db_config.type' is \"oracle\": write sqlite",
        "db_config: {flush: {max_items: 0}} | 'db_config.flush.max_items' is \"0\": at least 1 is expected",
        "db_config: {flush: {max_age: 7}} | 'db_config.flush.max_age' is \"7\": a unit is missing; write \"7s\"",
        "api: {server: {listen_uri: 8080}} | 'api.server.listen_uri' is \"8080\": write HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080",
        "api: {server: {listen_uri: '::1:8080'}} | 'api.server.listen_uri' is \"::1:8080\": write HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080",
        "api: {server: {listen_uri: ''}} | 'api.server.listen_uri' is empty, and so is 'listen_socket'; give one of them",
        "api: {server: {trusted_ips: [localhost]}} | 'api.server.trusted_ips' has \"localhost\", no address or prefix",
        "api: {server: {tls: {cert_file: a.pem}}} | 'api.server.tls.cert_file' needs the other one: 'cert_file' and 'key_file' go together",
        "api: {server: {tls: {agents_allowed_ou: ['']}}} | 'api.server.tls.agents_allowed_ou' holds an empty unit, which every certificate would match",
        "prometheus: {level: some} | 'prometheus.level' is \"some\": write none or aggregated or full",
        "common: {log_media: paper} | 'common.log_media' is \"paper\": write stdout or file or syslog",
      })
  void what_is_wrong_is_told_with_what_to_write(String text, String message) throws Exception {
    read(text);

    ConfigException failure = catchThrowableOfType(ConfigException.class, report::finish);

    assertThat(failure.problems()).extracting(ConfigProblem::message).containsExactly(message);
  }

  @Test
  void token_of_registration_is_checked_and_never_shown() throws Exception {
    read("api: {server: {auto_registration: {enabled: true, token: sesame}}}");

    ConfigException failure = catchThrowableOfType(ConfigException.class, report::finish);

    assertThat(failure.problems()).hasSize(2);
    assertThat(failure).hasMessageContaining("too short").hasMessageNotContaining("sesame");
    assertThat(report.table()).doesNotContain("sesame");
  }

  private EngineConfig read(String text) throws ConfigException {
    return read(text, report, Optional.empty());
  }

  private static EngineConfig read(String text, ConfigReport report, Optional<Path> dataDir)
      throws ConfigException {
    ConfigFile file = ConfigFile.ofText(FILE, text);
    return EngineConfig.read(file.open(Map.of(), report), file.path(), dataDir);
  }
}
