package io.gatehouse.bouncer;

import io.gatehouse.appsec.AppSecReader;
import io.gatehouse.challenge.ChallengeReader;
import io.gatehouse.config.SettingKey;
import io.gatehouse.lapi.TlsReader;
import io.gatehouse.policy.EvidenceFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything that can be set, with its default as it would be written. Two are enough: {@link
 * #API_URL} and {@link #API_KEY}, or {@link #DECISIONS_FILE} alone.
 */
public enum Setting {
  ENABLED("enabled", "true", "Whether requests are looked at at all"),
  API_URL("api-url", "", "LAPI: an http(s) address, or the path of a Unix socket"),
  API_KEY("api-key", "Key from `cscli bouncers add NAME`"),
  DECISIONS_FILE(
      "decisions-file",
      "",
      "Decisions from a file, in place of a LAPI; read again when" + " it changes"),
  MODE(
      "mode",
      "stream",
      "`stream` holds all decisions in memory, `live` asks LAPI about each" + " address"),
  UPDATE_FREQUENCY("update-frequency", "10s", "Time between two pulls of a stream"),
  SCOPES(
      "scopes",
      "",
      "Scopes of decisions that count: `ip`, `range`, `country`, `as`; empty for all that can be"
          + " told of an address"),
  COUNTRY_DB(
      "country-db",
      "",
      "Database of countries for the scope `country`, such as `GeoLite2-Country.mmdb`; for `as` it"
          + " is `policy.asn-db`"),
  ORIGINS("origins", "", "Only decisions of these origins; empty for all"),
  LIVE_CACHE("live.cache", "10s", "How long an answer of live mode is kept"),
  LIVE_TIMEOUT("live.timeout", "500ms", "How long a request waits for LAPI in live mode"),
  ON_LAPI_FAILURE(
      "on-lapi-failure",
      "pass",
      "While nobody can say what was decided: `pass`," + " `challenge` or `deny`"),
  FALLBACK(
      "fallback",
      "ban",
      "In place of a type of decision that is not known: `ban`, `captcha`,"
          + " `challenge`, `throttle` or `observe`"),
  DRY_RUN("dry-run", "false", "Tells in the log what would be done, and lets every request pass"),
  EXCLUDE("exclude", "", "Paths that are not looked at: `/exact` or `/below/*`"),
  LOGIN_PATHS(
      "login-paths",
      "/login,/signin,/j_security_check,/oauth/token",
      "Paths where" + " passwords are tried"),
  TRUSTED_PROXIES(
      "trusted-proxies",
      "",
      "Addresses and prefixes of proxies in front, `loopback`," + " `private`, `unix`"),
  CLIENT_IP_SOURCE(
      "client-ip.source",
      "x-forwarded-for",
      "Header that a trusted proxy names the"
          + " client in: `x-forwarded-for`, `forwarded`, `header:NAME`; `container` to believe what the"
          + " container says"),
  CLIENT_IP_MAX_HOPS("client-ip.max-hops", "32", "How many entries of the header are looked at"),
  CLIENT_IP_ON_INVALID(
      "client-ip.on-invalid",
      "nearest-trusted",
      "For an entry that is no address:" + " `nearest-trusted` or `peer`"),
  CLIENT_IP_UNWRAP_NAT64("client-ip.unwrap-nat64", "false", "Whether 64:ff9b::/96 stands for IPv4"),
  SIGNING_KEY(
      "signing-key",
      "Keys that passes are signed with, separated by commas, each of at"
          + " least 32 bytes; the first signs. Empty: a random one, which no other node knows"),
  SIGNING_KEY_FILE("signing-key-file", "", "The same, one a line, from a file"),
  CHALLENGE_SKIP(
      "challenge.skip",
      "/favicon.ico,/robots.txt,/.well-known/*",
      "Paths that are" + " refused by a ban and nothing less"),
  POLICY_MODE("policy.mode", "enforce", "Least remediation: `off`, `report` or `enforce`"),
  POLICY_SHARED_NETWORKS("policy.shared-networks", "", "Prefixes that many people share"),
  POLICY_RESPECT_MANUAL_BANS(
      "policy.respect-manual-bans",
      "true",
      "Whether decisions of people are" + " carried out as they are"),
  POLICY_MIN_FLOOR(
      "policy.min-floor",
      "observe",
      "No request is treated milder than this where the" + " decision is harsher"),
  IDENTITY_RATE("identity.rate", "60/10s", "How often the holder of a pass may come"),
  IDENTITY_BURST("identity.burst", "120", "How often at once"),
  IDENTITY_STRIKES("identity.strikes", "5", "Misdeeds that cost a pass"),
  IDENTITY_WINDOW("identity.window", "10m", "Time within which they are counted"),
  LEASE_PORTS(
      "lease.ports",
      "",
      "Ports for which the firewall bouncer on this host may leave HTTP"
          + " to this filter; empty for none"),
  LEASE_SOCKET("lease.socket", "/run/gatehouse/lease.sock", "The firewall bouncer's socket"),
  USAGE_METRICS("usage-metrics", "15m", "How often LAPI is told what was done; 0s for never");

  /** What every name begins with. */
  public static final String PREFIX = "gatehouse.";

  private final String suffix;
  private final String defaultText;
  private final String description;
  private final SettingKey.Kind kind;

  Setting(String suffix, String defaultText, String description) {
    this(suffix, defaultText, description, SettingKey.Kind.SHOWN);
  }

  Setting(String suffix, String description) {
    this(suffix, "", description, SettingKey.Kind.SECRET);
  }

  Setting(String suffix, String defaultText, String description, SettingKey.Kind kind) {
    this.suffix = suffix;
    this.defaultText = defaultText;
    this.description = description;
    this.kind = kind;
  }

  /** As it would be written; empty for none. */
  String defaultText() {
    return defaultText;
  }

  /** What it is. */
  public SettingKey key() {
    return new SettingKey(suffix, defaultText, description, kind);
  }

  /** Such as {@code gatehouse.api-url}. */
  public String property() {
    return PREFIX + suffix;
  }

  /** Its property, such as {@code gatehouse.api-url}. */
  public static String property(SettingKey key) {
    return PREFIX + key.name();
  }

  /** The environment's name of a property, such as {@code GATEHOUSE_API_URL}. */
  public static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** Every setting of the filter: those above, and those that other front ends have as well. */
  public static List<SettingKey> all() {
    return Stream.of(
            Arrays.stream(values()).map(Setting::key),
            EvidenceFiles.keys().stream().map(key -> key.below("policy.")),
            TlsReader.keys("lapi.", "LAPI").stream(),
            ChallengeReader.keys().stream(),
            AppSecReader.keys().stream(),
            TlsReader.keys("appsec.", "AppSec").stream())
        .flatMap(Function.identity())
        .toList();
  }

  /** Whether requests are to be looked at at all. */
  public static boolean isEnabled(List<SettingSource> sources) {
    return new SettingReader(new SourceTexts(sources)).flag(ENABLED);
  }

  /** Whether somebody says where decisions come from. */
  public static boolean nameSource(List<SettingSource> sources) {
    SettingReader settings = new SettingReader(new SourceTexts(sources));
    return !settings.text(API_URL).isEmpty() || !settings.text(DECISIONS_FILE).isEmpty();
  }
}
