package io.gatehouse.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.config.Setting;
import io.gatehouse.daemon.settings.FirewallConfig.OnStop;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.PolicyMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GatehouseConfigTest {
  private static final Path SAMPLE = Path.of("src/main/config/gatehouse.yaml");

  private final ConfigReport report = new ConfigReport(UnknownKeys.REJECT);

  @Test
  void everything_may_be_left_out() throws Exception {
    GatehouseConfig config = read("");

    assertThat(report.finish()).isEmpty();
    assertThat(config.dataDir()).isEqualTo(Path.of("/var/lib/gatehouse"));
    assertThat(config.hubDir()).isEqualTo(Path.of("/var/lib/gatehouse/hub"));
    assertThat(config.collections())
        .containsExactly("gatehouse/ssh", "gatehouse/http", "gatehouse/log4j");
    assertThat(config.firewall().mode()).isEqualTo(FirewallMode.NFTABLES);
    assertThat(config.firewall().prometheus())
        .isEqualTo(new PrometheusSettings(true, "127.0.0.1", 6060));
    assertThat(config.engine().server().listen()).contains(new ListenAddress("127.0.0.1", 8080));
  }

  @Test
  void the_sample_shows_every_key_with_its_default() throws Exception {
    String uncommented =
        Files.readString(SAMPLE)
            .lines()
            .map(GatehouseConfigTest::uncomment)
            .collect(Collectors.joining("\n"));

    GatehouseConfig shown = read(uncommented);

    assertThat(report.finish()).isEmpty();
    assertThat(shown).isEqualTo(read("", new ConfigReport(UnknownKeys.REJECT)));
    assertThat(report.settings())
        .filteredOn(setting -> setting.source().equals("default"))
        .extracting(Setting::key)
        .allMatch(key -> key.startsWith("firewall.")); // shown in that section's own sample
  }

  private static String uncomment(String line) {
    return line.matches("#( {2,}|\\S).*") && !line.startsWith("##") ? line.substring(1) : line;
  }

  @Test
  void the_sample_as_it_is_changes_nothing() throws Exception {
    assertThat(read(Files.readString(SAMPLE)))
        .isEqualTo(read("", new ConfigReport(UnknownKeys.REJECT)));
    assertThat(report.finish()).isEmpty();
  }

  @Test
  void every_section_is_mapped() throws Exception {
    GatehouseConfig config =
        read(
            """
            data_dir: /data
            run_dir: /sockets
            collections: [crowdsecurity/nginx]
            acquisition: [{}]
            api: {server: {listen_uri: "", listen_socket: /sockets/mine.sock}}
            firewall: {mode: dry-run, on_stop: remove, allow: [192.0.2.1]}
            allow: [198.51.100.0/24, office.example]
            policy: {mode: {l4: enforce}}
            prometheus: {enabled: false}
            log: {level: debug}
            """);

    assertThat(report.finish()).isEmpty();
    assertThat(config.hubDir()).isEqualTo(Path.of("/data/hub"));
    assertThat(config.acquisition()).hasSize(1);
    assertThat(config.engine().adminSocket()).isEqualTo(Path.of("/data/admin.sock"));
    assertThat(config.engine().server().listen()).isEmpty();
    assertThat(config.engine().server().socket()).contains(Path.of("/sockets/mine.sock"));
    assertThat(config.firewall().runDir()).isEqualTo(Path.of("/sockets"));
    assertThat(config.firewall().onStop()).isEqualTo(OnStop.REMOVE);
    assertThat(config.firewall().policy()).isEqualTo(PolicyMode.ENFORCE);
    assertThat(config.firewall().log().level()).isEqualTo(LogSettings.Level.DEBUG);
    assertThat(config.firewall().guards().prefixes())
        .containsExactly(IpPrefix.parse("192.0.2.1"), IpPrefix.parse("198.51.100.0/24"));
    assertThat(config.allow().hostNames()).containsExactly("office.example");
  }

  @Test
  void dry_run_changes_what_enforces_and_nothing_else() throws Exception {
    GatehouseConfig config = read("log: {level: debug}");

    assertThat(config.dryRun().firewall().mode()).isEqualTo(FirewallMode.DRY_RUN);
    assertThat(config.dryRun().firewall().in(FirewallMode.NFTABLES)).isEqualTo(config.firewall());
  }

  @Test
  void keys_of_the_firewall_that_have_better_places_say_so() throws Exception {
    read("firewall: {api_url: http://192.0.2.1/, log_level: debug}");

    assertThat(report.finish())
        .extracting(ConfigProblem::toString)
        .anyMatch(line -> line.contains("'firewall.api_url'") && line.contains("in this process"))
        .anyMatch(line -> line.contains("'firewall.log_level'") && line.contains("log.level"));
  }

  @Test
  void a_misspelt_key_is_refused() throws Exception {
    read("colections: []");

    assertThat(problems()).singleElement().asString().contains("did you mean 'collections'?");
  }

  private List<ConfigProblem> problems() {
    try {
      report.finish();
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  private GatehouseConfig read(String yaml) throws ConfigException {
    return read(yaml, report);
  }

  private static GatehouseConfig read(String yaml, ConfigReport report) throws ConfigException {
    ConfigFile file = ConfigFile.ofText("/etc/gatehouse/gatehouse.yaml", yaml);
    return GatehouseConfig.read(file.open(Map.of(), report), Optional.empty());
  }
}
