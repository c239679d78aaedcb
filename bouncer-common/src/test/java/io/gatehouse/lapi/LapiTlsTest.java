package io.gatehouse.lapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.config.Secret;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.lapi.LapiConfig.Tls;
import io.gatehouse.lapi.LapiConfig.Verification;
import io.gatehouse.lapi.LapiException.Kind;
import io.gatehouse.testing.RecordingSink;
import io.gatehouse.testing.ScriptedLapi;
import io.gatehouse.testing.ScriptedLapi.ClientCertificate;
import io.gatehouse.testing.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LapiTlsTest {
  private static final HeldCertificate AUTHORITY = TestCertificates.AUTHORITY;
  private static final HeldCertificate SERVER = TestCertificates.SERVER;
  private static final HeldCertificate EC_CLIENT = TestCertificates.CLIENT;
  private static final HeldCertificate RSA_CLIENT =
      new HeldCertificate.Builder().commonName("bouncer").rsa2048().signedBy(AUTHORITY).build();

  private final RecordingSink sink = new RecordingSink();

  @TempDir private Path dir;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  private Path authority() throws IOException {
    return file("ca.pem", "Authority of a test\n" + AUTHORITY.certificatePem());
  }

  private static ScriptedLapi lapi(HeldCertificate certificate, ClientCertificate client) {
    return ScriptedLapi.startTls(TestCertificates.serving(certificate), client);
  }

  private PullSummary pull(ScriptedLapi lapi, Tls tls) throws LapiException {
    LapiConfig config = LapiConfig.at(lapi.url()).apiKey(Secret.of("k")).tls(tls).build();
    try (LapiClient client = LapiClient.open(config, InstantSource.system())) {
      return client.pull(Pull.FULL, sink);
    }
  }

  private LapiException failureOf(ScriptedLapi lapi, Tls tls) {
    return catchThrowableOfType(LapiException.class, () -> pull(lapi, tls));
  }

  private static Tls trusting(Path authorities) {
    return new Tls(Optional.empty(), Optional.empty(), Optional.of(authorities), Verification.FULL);
  }

  private Tls showing(HeldCertificate client, String keyPem) throws IOException {
    Path certificate = file("client.pem", client.certificatePem());
    Path key = file("client.key", keyPem);
    return new Tls(
        Optional.of(certificate), Optional.of(key), Optional.of(authority()), Verification.FULL);
  }

  @Test
  void trusts_the_authority_of_the_file() throws Exception {
    try (ScriptedLapi lapi = lapi(SERVER, ClientCertificate.NOT_ASKED)) {
      pull(lapi, trusting(authority()));

      assertThat(sink.lines()).endsWith("commit");
    }
  }

  @Test
  void does_not_trust_an_unknown_authority_and_says_what_to_look_at() {
    try (ScriptedLapi lapi = lapi(SERVER, ClientCertificate.NOT_ASKED)) {
      LapiException failure = failureOf(lapi, Tls.DEFAULT);

      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure).hasMessageContaining("ca_cert_path");
    }
  }

  @Test
  void does_not_take_a_certificate_for_another_host() throws Exception {
    HeldCertificate elsewhere =
        new HeldCertificate.Builder()
            .addSubjectAlternativeName("elsewhere.example")
            .signedBy(AUTHORITY)
            .build();

    try (ScriptedLapi lapi = lapi(elsewhere, ClientCertificate.NOT_ASKED)) {
      assertThat(failureOf(lapi, trusting(authority())))
          .hasMessageContaining("localhost not verified");
    }
  }

  @Test
  void takes_anything_when_told_to_skip_the_check() throws Exception {
    HeldCertificate selfSigned = new HeldCertificate.Builder().commonName("x").build();
    Tls unchecked =
        new Tls(Optional.empty(), Optional.empty(), Optional.empty(), Verification.NONE);

    try (ScriptedLapi lapi = lapi(selfSigned, ClientCertificate.NOT_ASKED)) {
      assertThat(pull(lapi, unchecked).added()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"EC, PKCS8", "EC, SEC1", "RSA, PKCS8", "RSA, PKCS1"})
  void shows_its_certificate_whatever_form_the_key_has(String algorithm, String form)
      throws Exception {
    HeldCertificate client = algorithm.equals("EC") ? EC_CLIENT : RSA_CLIENT;
    String key =
        switch (form) {
          case "PKCS1" -> client.privateKeyPkcs1Pem();
          case "SEC1" ->
              "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n"
                  + "-----END EC PARAMETERS-----\n"
                  + sec1(client);
          default -> client.privateKeyPkcs8Pem();
        };

    try (ScriptedLapi lapi = lapi(SERVER, ClientCertificate.REQUIRED)) {
      assertThat(pull(lapi, showing(client, key)).added()).isZero();
    }
  }

  /** As openssl writes it: RFC 5915, with the curve P-256. */
  private static String sec1(HeldCertificate client) {
    BigInteger number = ((ECPrivateKey) client.keyPair().getPrivate()).getS();
    byte[] padded = HexFormat.of().parseHex(String.format("%064x", number));
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.writeBytes(HexFormat.of().parseHex("30310201010420"));
    der.writeBytes(padded);
    der.writeBytes(HexFormat.of().parseHex("a00a06082a8648ce3d030107"));
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toByteArray());
    return "-----BEGIN EC PRIVATE KEY-----\n" + base64 + "\n-----END EC PRIVATE KEY-----\n";
  }

  @Test
  void is_turned_away_without_a_certificate() throws Exception {
    try (ScriptedLapi lapi = lapi(SERVER, ClientCertificate.REQUIRED)) {
      assertThat(failureOf(lapi, trusting(authority())).kind()).isEqualTo(Kind.UNREACHABLE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "no PEM at all, it holds no certificate",
    "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----, its certificate is broken"
  })
  void names_an_authority_file_that_holds_none(String content, String reason) throws Exception {
    Path bad = file("bad.pem", content);

    try (ScriptedLapi lapi = lapi(SERVER, ClientCertificate.NOT_ASKED)) {
      LapiException failure = failureOf(lapi, trusting(bad));

      assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE_FILE);
      assertThat(failure).hasMessageContaining(bad.toString()).hasMessageContaining(reason);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PRIVATE KEY, its private key is neither",
    "RSA PRIVATE KEY, its private key is neither",
    "EC PRIVATE KEY, its key names no curve",
    "ENCRYPTED PRIVATE KEY, its key is encrypted",
    "CERTIFICATE, it holds no private key"
  })
  void names_a_key_file_that_can_not_be_used(String label, String reason) throws Exception {
    String pem = "-----BEGIN " + label + "-----\nMAMCAQE=\n-----END " + label + "-----\n";

    try (ScriptedLapi lapi = lapi(SERVER, ClientCertificate.REQUIRED)) {
      LapiException failure = failureOf(lapi, showing(EC_CLIENT, pem));

      assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE_FILE);
      assertThat(failure).hasMessageContaining("client.key").hasMessageContaining(reason);
    }
  }

  @Test
  void names_a_file_that_is_missing() {
    try (ScriptedLapi lapi = lapi(SERVER, ClientCertificate.NOT_ASKED)) {
      assertThat(failureOf(lapi, trusting(dir.resolve("none.pem"))))
          .hasMessageContaining("none.pem can't be used: there is no such file");
    }
  }

  @Test
  void wants_certificate_and_key_together() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Tls(Optional.of(dir), Optional.empty(), Optional.empty(), Verification.FULL))
        .withMessageContaining("key_path");
  }
}
