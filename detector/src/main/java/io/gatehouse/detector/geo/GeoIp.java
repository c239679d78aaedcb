package io.gatehouse.detector.geo;

import io.gatehouse.net.IpAddress;
import java.util.Optional;

/** Where addresses are, and whose. Thread-safe. */
public interface GeoIp {
  /** Without any database. */
  GeoIp NONE =
      new GeoIp() {
        @Override
        public boolean knowsCities() {
          return false;
        }

        @Override
        public boolean knowsSystems() {
          return false;
        }

        @Override
        public Optional<City> city(IpAddress address) {
          return Optional.empty();
        }

        @Override
        public Optional<AutonomousSystem> system(IpAddress address) {
          return Optional.empty();
        }
      };

  /**
   * A place.
   *
   * @param country ISO 3166 code; empty if not known
   * @param inEuropeanUnion whether the country belongs to it
   * @param latitude degrees north; 0 if not known
   * @param longitude degrees east; 0 if not known
   */
  record City(String country, boolean inEuropeanUnion, double latitude, double longitude) {}

  /**
   * An autonomous system.
   *
   * @param number its number; 0 if not known
   * @param organisation its name; empty if not known
   * @param network the prefix that the database has this answer for; empty if not known
   */
  record AutonomousSystem(long number, String organisation, String network) {}

  /** Whether there is a database of cities, so that an unknown address means something. */
  boolean knowsCities();

  /** Whether there is a database of autonomous systems. */
  boolean knowsSystems();

  /** Where an address is; empty if the database does not have it. */
  Optional<City> city(IpAddress address);

  /** Whose an address is; empty if the database does not have it. */
  Optional<AutonomousSystem> system(IpAddress address);
}
