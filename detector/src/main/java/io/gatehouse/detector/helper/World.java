package io.gatehouse.detector.helper;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What helper functions see beyond their arguments. Every method has a neutral answer, which is the
 * one upstream gives where the thing asked for is not there. Called by every thread that evaluates.
 */
public interface World {

  /** The time. */
  Instant now();

  /** The zone of this host, which {@code ParseUnix} writes times in. */
  default ZoneId zone() {
    return ZoneId.systemDefault();
  }

  /** This host's name. */
  default String hostname() {
    return "";
  }

  /** A data file by the name under which it was loaded, or null. */
  default @Nullable DataFile file(String name) {
    return null;
  }

  /** What was put away under that key; "" if nothing was. */
  default String stashed(String cache, String key) {
    return "";
  }

  /** Puts something away. */
  default void stash(String cache, String key, String value, Duration ttl) {}

  /** The addresses of a host; none if they cannot be found. */
  default List<InetAddress> addresses(String host) {
    return List.of();
  }

  /**
   * What is known of an address: {@code city}, {@code asn} or {@code range}; null if nothing is.
   */
  default @Nullable Map<String, Object> geo(String kind, String address) {
    return null;
  }

  /** How many decisions there were for a value since then; since ever if it is null. */
  default long decisions(String value, @Nullable Instant since) {
    return 0;
  }

  /** How many decisions are in force for a value. */
  default long activeDecisions(String value) {
    return 0;
  }

  /** How long the longest decision for a value stays in force. */
  default Duration activeDecisionsTimeLeft(String value) {
    return Duration.ZERO;
  }

  /** Something that a rule wants to have logged. */
  default void log(String message) {}
}
