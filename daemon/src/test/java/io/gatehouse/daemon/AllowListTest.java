package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.daemon.settings.GuardSettings;
import io.gatehouse.net.IpPrefix;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowListTest {
  private final AllowList list =
      new AllowList(
          new GuardSettings(List.of(IpPrefix.parse("192.0.2.0/24")), List.of("localhost"), 0, 0),
          InstantSource.fixed(Instant.EPOCH));

  @Test
  void addresses_of_a_host_name_are_allowed_like_prefixes() {
    assertThat(list).accepts(IpPrefix.parse("127.0.0.1"), IpPrefix.parse("192.0.2.7"));
    assertThat(list).rejects(IpPrefix.parse("198.51.100.1"), IpPrefix.parse("192.0.0.0/16"));
  }
}
