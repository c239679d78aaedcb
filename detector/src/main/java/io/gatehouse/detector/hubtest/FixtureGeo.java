package io.gatehouse.detector.hubtest;

import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.net.IpAddress;
import java.util.List;
import java.util.Optional;

/** Answers of a {@link GeoFixture} in place of a database's. */
record FixtureGeo(List<GeoFixture.Entry> entries) implements GeoIp {
  @Override
  public boolean knowsCities() {
    return !entries.isEmpty();
  }

  @Override
  public boolean knowsSystems() {
    return !entries.isEmpty();
  }

  @Override
  public Optional<City> city(IpAddress address) {
    return find(address)
        .map(it -> new City(it.country(), it.inEu(), it.latitude(), it.longitude()));
  }

  @Override
  public Optional<AutonomousSystem> system(IpAddress address) {
    return find(address)
        .map(
            it ->
                new AutonomousSystem(
                    it.asNumber(), it.asName(), it.range() == null ? "" : it.range()));
  }

  private Optional<GeoFixture.Entry> find(IpAddress address) {
    return GeoFixture.of(entries, address.toString());
  }
}
