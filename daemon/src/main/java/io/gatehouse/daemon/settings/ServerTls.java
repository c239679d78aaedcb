package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * HTTPS of the LAPI ({@code api.server.tls}).
 *
 * @param certificate PEM file with the server's certificate
 * @param key PEM file with its key
 * @param authority PEM file of those who sign clients' certificates
 * @param verification what is asked of clients
 * @param machineUnits organisational units of certificates that machines may use
 * @param bouncerUnits the same of bouncers
 * @param revocations PEM file with a list of revoked certificates
 */
public record ServerTls(
    Path certificate,
    Path key,
    Optional<Path> authority,
    ClientVerification verification,
    List<String> machineUnits,
    List<String> bouncerUnits,
    Optional<Path> revocations) {

  private static final Duration AN_HOUR = Duration.ofHours(1);

  /**
   * Go's words for what a server asks of clients (crypto/tls, ClientAuthType), without those that
   * take an unverified certificate for an identity.
   */
  public enum ClientVerification {
    NO_CLIENT_CERT("NoClientCert"),
    VERIFY_CLIENT_CERT_IF_GIVEN("VerifyClientCertIfGiven"),
    REQUIRE_AND_VERIFY_CLIENT_CERT("RequireAndVerifyClientCert");

    private static final Set<String> UNCHECKED =
        Set.of("RequestClientCert", "RequireAnyClientCert");

    private final String word;

    ClientVerification(String word) {
      this.word = word;
    }

    private static ClientVerification of(String word) {
      if (UNCHECKED.contains(word)) {
        throw new IllegalArgumentException(
            "it takes certificates that nobody has checked; write " + VERIFY_CLIENT_CERT_IF_GIVEN);
      }
      return Arrays.stream(values())
          .filter(one -> one.word.toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("write " + words()));
    }

    private static String words() {
      return Arrays.stream(values()).map(one -> one.word).collect(Collectors.joining(" or "));
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** Copies the lists. */
  public ServerTls {
    machineUnits = List.copyOf(machineUnits);
    bouncerUnits = List.copyOf(bouncerUnits);
  }

  /** Empty where neither certificate nor key is given. */
  static Optional<ServerTls> read(ConfigSection section, NotActedOn later) {
    Optional<Path> certificate = section.path("cert_file");
    Optional<Path> key = section.path("key_file");
    ServerTls settings =
        new ServerTls(
            certificate.orElse(Path.of("")),
            key.orElse(Path.of("")),
            section.path("ca_cert_path"),
            section.value(
                "client_verification",
                ClientVerification.VERIFY_CLIENT_CERT_IF_GIVEN,
                ClientVerification::of),
            units(section, "agents_allowed_ou"),
            units(section, "bouncers_allowed_ou"),
            section.path("crl_path"));
    later.text(section, "api.server.tls.server_name", "server_name", "");
    Duration kept = section.duration("cache_expiration", AN_HOUR, Duration.ofSeconds(1));
    later.note("api.server.tls.cache_expiration", kept, AN_HOUR);
    if (certificate.isPresent() != key.isPresent()) {
      String present = certificate.isPresent() ? "cert_file" : "key_file";
      section.problem(present, "needs the other one: 'cert_file' and 'key_file' go together");
    }
    return certificate.map(path -> settings);
  }

  private static List<String> units(ConfigSection section, String key) {
    List<String> units = section.texts(key, List.of());
    if (units.contains("")) {
      section.problem(key, "holds an empty unit, which every certificate would match");
    }
    return units;
  }
}
