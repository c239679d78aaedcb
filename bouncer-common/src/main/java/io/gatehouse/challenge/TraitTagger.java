package io.gatehouse.challenge;

import io.gatehouse.challenge.Binding.Place;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Makes the {@link Traits} of a visit, as far as a {@link Binding} wants them. Thread-safe. */
final class TraitTagger {
  private static final int TAG_BYTES = 12;
  private static final int LONGEST_AGENT = 512;
  private static final String NO_TAG = "";
  private static final int IPV4_PREFIX = 24;
  private static final int IPV6_PREFIX = 64;

  /** A browser that updates itself keeps its pass: of a version only the first number counts. */
  private static final Pattern LESSER_VERSION = Pattern.compile("(?<=\\d)[._]\\d+");

  private final Macs macs;
  private final Binding binding;

  TraitTagger(KeyRing keys, Binding binding) {
    this.macs = new Macs(keys, "gatehouse-bind");
    this.binding = binding;
  }

  /**
   * The traits of a visit, to be put into a token or compared with those in it.
   *
   * @param key name of the key that the token is signed with
   * @param salt a random part of the token
   */
  Traits of(Visit visit, String key, byte[] salt) {
    String agent = binding.hasAgent() ? tag(key, salt, "ua", agent(visit)) : NO_TAG;
    return new Traits(agent, place(visit, key, salt), network(visit, key, salt));
  }

  private String place(Visit visit, String key, byte[] salt) {
    return switch (binding.place()) {
      case ANYWHERE -> NO_TAG;
      case ADDRESS -> address(visit, key, salt);
      case PREFIX -> tag(key, salt, "prefix", prefix(visit.address()).toString());
      // all of whom no AS is known would be in the same one
      case NETWORK ->
          visit.network().isEmpty() ? address(visit, key, salt) : system(visit, key, salt);
    };
  }

  private String network(Visit visit, String key, byte[] salt) {
    return binding.place() == Place.ANYWHERE || visit.network().isEmpty()
        ? NO_TAG
        : system(visit, key, salt);
  }

  private String address(Visit visit, String key, byte[] salt) {
    return tag(key, salt, "ip", visit.address().toString());
  }

  private String system(Visit visit, String key, byte[] salt) {
    return tag(key, salt, "asn", visit.network().toString());
  }

  static IpPrefix prefix(IpAddress address) {
    return IpPrefix.of(address, address.isIpv4() ? IPV4_PREFIX : IPV6_PREFIX);
  }

  private static String agent(Visit visit) {
    String agent = visit.headerOrEmpty("User-Agent");
    String start = agent.substring(0, Math.min(agent.length(), LONGEST_AGENT));
    return LESSER_VERSION.matcher(start).replaceAll("");
  }

  private String tag(String key, byte[] salt, String trait, String value) {
    byte[] text = (trait + '\0' + value).getBytes(StandardCharsets.UTF_8);
    return Pass.idOf(Arrays.copyOf(macs.of(key, salt, text), TAG_BYTES));
  }
}
