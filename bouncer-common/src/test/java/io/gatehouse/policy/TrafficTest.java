package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.policy.Traffic.Service;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "22", "tcp", "tcp/", "icmp/1", "tcp/0", "tcp/65536", "tcp/22/23"})
  void refuses_what_is_not_a_service(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Service.parse(text))
        .withMessageContaining("'" + text + "'");
  }

  @Test
  void services_stand_in_order() {
    Traffic traffic = Traffic.except(List.of(Service.parse("udp/53"), Service.parse("tcp/443")));

    assertThat(traffic).hasToString("all but [tcp/443, udp/53]");
  }

  @Test
  void some_services_are_meant_or_none_named() {
    assertThatIllegalArgumentException().isThrownBy(() -> Traffic.only(List.of()));
  }
}
