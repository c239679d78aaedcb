package io.gatehouse.detector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.detector.parse.Stashes;
import io.gatehouse.net.IpAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostWorldTest {
  private static final InstantSource TIME = InstantSource.system();

  @Test
  void helpers_ask_the_databases_of_places() {
    HostWorld world = new HostWorld(TIME, new Stashes(TIME), new Everywhere());

    assertThat(world.geo("city", "192.0.2.1"))
        .containsEntry("Country", Map.of("IsoCode", "FR", "IsInEuropeanUnion", true));
    assertThat(world.geo("asn", "192.0.2.1")).containsEntry("AutonomousSystemNumber", 64500L);
    assertThat(world.geo("city", "nowhere")).isNull();
  }

  private static final class Everywhere implements GeoIp {
    @Override
    public boolean knowsCities() {
      return true;
    }

    @Override
    public boolean knowsSystems() {
      return true;
    }

    @Override
    public Optional<City> city(IpAddress address) {
      return Optional.of(new City("FR", true, 48.5, 2.25));
    }

    @Override
    public Optional<AutonomousSystem> system(IpAddress address) {
      return Optional.of(new AutonomousSystem(64500, "Example", "192.0.2.0/24"));
    }
  }
}
