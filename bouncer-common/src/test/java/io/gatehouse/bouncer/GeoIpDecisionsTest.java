package io.gatehouse.bouncer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.challenge.Visit;
import io.gatehouse.net.IpAddress;
import io.gatehouse.request.ClientAddress;
import io.gatehouse.request.ClientAddress.Source;
import io.gatehouse.request.Verdict.Answer;
import io.gatehouse.testing.LogLines;
import io.gatehouse.testing.MaxMindDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions about where an address is. */
class GeoIpDecisionsTest {
  @TempDir private Path directory;

  @BeforeEach
  void writeDatabases() throws Exception {
    MaxMindDatabase.write(
        directory.resolve("countries.mmdb"),
        "GeoLite2-Country",
        Map.of(
            "192.0.2.0/24", Map.of("country", Map.of("iso_code", "FR")),
            "198.51.100.0/24", Map.of("registered_country", Map.of("iso_code", "DE")),
            "2001:db8::/32", Map.of("country", Map.of("iso_code", "FR"))));
    MaxMindDatabase.write(
        directory.resolve("systems.mmdb"),
        "GeoLite2-ASN",
        Map.of("203.0.113.0/24", Map.of("autonomous_system_number", 64500)));
  }

  @Test
  void a_decision_about_a_country_is_about_who_is_there() throws Exception {
    try (HttpBouncer bouncer = bouncer("country:FR,captcha\ncountry:DE,ban\n", databases())) {
      assertThat(answer(bouncer, "192.0.2.7")).isEqualTo(Answer.ASK);
      assertThat(answer(bouncer, "2001:db8::7")).isEqualTo(Answer.ASK);
      assertThat(answer(bouncer, "198.51.100.7")).isEqualTo(Answer.REFUSE);
      assertThat(answer(bouncer, "203.0.113.7")).isEqualTo(Answer.PASS);
    }
  }

  @Test
  void one_about_an_autonomous_system_is_about_its_addresses() throws Exception {
    try (HttpBouncer bouncer = bouncer("as:AS64500,ban\n", databases())) {
      assertThat(answer(bouncer, "203.0.113.7")).isEqualTo(Answer.REFUSE);
      assertThat(answer(bouncer, "192.0.2.7")).isEqualTo(Answer.PASS);
    }
  }

  @Test
  void the_stronger_of_address_and_country_counts() throws Exception {
    try (HttpBouncer bouncer = bouncer("country:FR,captcha\n192.0.2.7,ban\n", databases())) {
      assertThat(answer(bouncer, "192.0.2.7")).isEqualTo(Answer.REFUSE);
      assertThat(answer(bouncer, "192.0.2.8")).isEqualTo(Answer.ASK);
    }
  }

  @Test
  void the_system_that_a_pass_may_be_bound_to_is_known() throws Exception {
    try (HttpBouncer bouncer = bouncer("", databases())) {
      assertThat(bouncer.systemOf(client("203.0.113.7"))).hasValue(64500);
      assertThat(bouncer.systemOf(client("192.0.2.7"))).isEmpty();
    }
  }

  @Test
  void a_scope_that_is_left_out_does_not_count() throws Exception {
    Map<String, String> settings = new HashMap<>(databases());
    settings.put("gatehouse.scopes", "ip,range,as");

    try (HttpBouncer bouncer = bouncer("country:FR,ban\n", settings)) {
      assertThat(answer(bouncer, "192.0.2.7")).isEqualTo(Answer.PASS);
    }
  }

  @Test
  void without_a_database_the_log_says_that_they_do_not_count() throws Exception {
    try (LogLines log = LogLines.of(DecisionFeed.class.getName());
        HttpBouncer bouncer = bouncer("country:FR,ban\n", Map.of())) {
      assertThat(bouncer.isClean(client("192.0.2.7"))).isTrue();
      assertThat(log.texts()).anyMatch(line -> line.contains("'country-db'"));
    }
  }

  private HttpBouncer bouncer(String decisions, Map<String, String> more) throws Exception {
    Path file = directory.resolve("decisions.csv");
    Files.writeString(file, "value,type\n" + decisions);
    Map<String, String> settings = new HashMap<>(more);
    settings.put("gatehouse.decisions-file", file.toString());
    return HttpBouncer.open(
        BouncerSettings.read(
            new Component("test", "1"), List.of(SettingSource.of("test", settings))),
        new SimpleMeterRegistry(),
        Set.of());
  }

  private static Answer answer(HttpBouncer bouncer, String address) {
    Visit visit =
        new Visit(
            "GET",
            "/",
            "",
            "www.example.org",
            true,
            IpAddress.parse(address),
            OptionalLong.empty(),
            "1",
            name -> null);
    ClientAddress client = client(address);
    return bouncer.isClean(client)
        ? Answer.PASS
        : bouncer.judge(visit, client, new RequestPath("/", "/")).verdict().answer();
  }

  private static ClientAddress client(String address) {
    return new ClientAddress(IpAddress.parse(address), Source.PEER);
  }

  private Map<String, String> databases() {
    return Map.of(
        "gatehouse.country-db", directory.resolve("countries.mmdb").toString(),
        "gatehouse.policy.asn-db", directory.resolve("systems.mmdb").toString());
  }
}
