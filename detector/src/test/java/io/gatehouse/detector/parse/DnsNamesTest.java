package io.gatehouse.detector.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.net.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DnsNamesTest {
  @Test
  void an_address_has_a_name_in_the_reverse_zone() {
    assertThat(DnsNames.question(IpAddress.parse("192.0.2.7"))).isEqualTo("7.2.0.192.in-addr.arpa");
    assertThat(DnsNames.question(IpAddress.parse("2001:db8::1")))
        .isEqualTo("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
  }

  @Test
  void a_name_server_is_asked_for_the_names_of_an_address() throws Exception {
    Map<String, List<String>> records =
        Map.of("1.2.0.192.in-addr.arpa", List.of("Scan.Example", "b.example", "c.x", "d.x"));
    try (NameServer server = new NameServer(records)) {
      Lab lab = Lab.of("{name: t, statics: [{method: reverse_dns, value: 192.0.2.1}]}");
      lab.names = DnsNames.asking(server.url());

      assertThat(lab.parse("line").enriched()).containsEntry("reverse_dns", "scan.example");
      assertThat(lab.names.of(IpAddress.parse("192.0.2.1"))).hasSize(3);
      assertThat(lab.names.of(IpAddress.parse("192.0.2.9"))).isEmpty();
      assertThat(server.asked).containsExactly("1.2.0.192.in-addr.arpa", "9.2.0.192.in-addr.arpa");
    }
  }

  @Test
  void an_answer_is_asked_for_once() {
    AtomicInteger asked = new AtomicInteger();
    DnsNames names =
        DnsNames.over(
            address -> {
              asked.incrementAndGet();
              return List.of("host.example.");
            });

    names.of(IpAddress.parse("192.0.2.7"));

    assertThat(names.of(IpAddress.parse("192.0.2.7"))).containsExactly("host.example.");
    assertThat(asked).hasValue(1);
  }
}
