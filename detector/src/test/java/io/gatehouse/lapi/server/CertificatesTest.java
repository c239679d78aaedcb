package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.LapiAdministration.BouncerEntry;
import io.gatehouse.lapi.server.LapiServerConfig.ClientCertificates;
import io.gatehouse.lapi.server.LapiServerConfig.ServerTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(1).commonName("authority").build();
  private static final HeldCertificate SERVER =
      new HeldCertificate.Builder()
          .addSubjectAlternativeName("127.0.0.1")
          .signedBy(AUTHORITY)
          .build();

  private static final AtomicLong SERIALS = new AtomicLong();

  @TempDir private Path directory;
  private RunningLapi lapi;

  @BeforeEach
  void start() throws Exception {
    Path authority = write("ca.pem", AUTHORITY.certificatePem());
    Path certificate = write("server.pem", SERVER.certificatePem());
    Path key = write("server.key", SERVER.privateKeyPkcs8Pem());
    ServerTls tls =
        new ServerTls(
            certificate,
            key,
            Optional.of(authority),
            ClientCertificates.VERIFY_IF_GIVEN,
            List.of("agents"),
            List.of("bouncers"),
            Optional.of(directory.resolve("crl.pem")));
    write("crl.pem", "");
    lapi = RunningLapi.in(directory, config -> config.tls(tls));
  }

  @AfterEach
  void stop() throws Exception {
    lapi.close();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static HeldCertificate client(String name, String unit) {
    return new HeldCertificate.Builder()
        .commonName(name)
        .organizationalUnit(unit)
        .serialNumber(SERIALS.incrementAndGet())
        .signedBy(AUTHORITY)
        .build();
  }

  private static OkHttpClient with(HeldCertificate... client) {
    HandshakeCertificates.Builder certificates =
        new HandshakeCertificates.Builder().addTrustedCertificate(AUTHORITY.certificate());
    Arrays.stream(client).forEach(held -> certificates.heldCertificate(held));
    HandshakeCertificates built = certificates.build();
    return new OkHttpClient.Builder()
        .sslSocketFactory(built.sslSocketFactory(), built.trustManager())
        .build();
  }

  private int status(OkHttpClient client, Request.Builder request) throws IOException {
    try (Response response = client.newCall(request.build()).execute()) {
      return response.code();
    } finally {
      client.connectionPool().evictAll();
    }
  }

  private Request.Builder to(String path) {
    return new Request.Builder()
        .url("https://127.0.0.1:" + lapi.port() + path)
        .header("User-Agent", "test/v1");
  }

  @Test
  void a_bouncers_certificate_lets_in_and_makes_a_row() throws Exception {
    OkHttpClient bouncer = with(client("edge", "bouncers"));

    assertThat(status(bouncer, to("/v1/decisions/stream"))).isEqualTo(200);
    assertThat(status(bouncer, to("/v1/decisions/stream"))).isEqualTo(200);

    assertThat(lapi.administration().bouncers())
        .extracting(BouncerEntry::name, BouncerEntry::authType)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("edge@127.0.0.1", "tls"));
  }

  @Test
  void a_certificate_of_another_unit_is_forbidden_even_with_a_key() throws Exception {
    Secret key = lapi.addBouncer("fw");
    Request.Builder request = to("/v1/decisions").header("X-Api-Key", key.reveal());

    assertThat(status(with(client("edge", "agents")), request)).isEqualTo(403);
    assertThat(status(with(), request)).isEqualTo(200);
  }

  @Test
  void a_machine_logs_in_with_its_certificate() throws Exception {
    RequestBody scenarios = RequestBody.create("{\"scenarios\":[\"a/b\"]}", null);
    Request.Builder login = to("/v1/watchers/login").post(scenarios);

    assertThat(status(with(client("web01", "agents")), login)).isEqualTo(200);
    assertThat(status(with(client("web01", "bouncers")), login)).isEqualTo(401);
    assertThat(lapi.administration().machine("web01@127.0.0.1").orElseThrow().authType())
        .isEqualTo("tls");
  }

  @Test
  void a_strangers_certificate_ends_the_handshake() {
    HeldCertificate namesake =
        new HeldCertificate.Builder().certificateAuthority(1).commonName("authority").build();
    HeldCertificate stranger =
        new HeldCertificate.Builder()
            .commonName("edge")
            .organizationalUnit("bouncers")
            .signedBy(namesake)
            .build();

    assertThatThrownBy(() -> status(with(stranger), to("/health"))).isInstanceOf(IOException.class);
  }

  @Test
  void a_revoked_certificate_is_forbidden() throws Exception {
    HeldCertificate edge = client("edge", "bouncers");
    write("crl.pem", SignedRevocations.pem(AUTHORITY, edge.certificate().getSerialNumber()));

    assertThat(status(with(edge), to("/v1/decisions"))).isEqualTo(403);
    assertThat(status(with(client("other", "bouncers")), to("/v1/decisions"))).isEqualTo(200);
  }

  @Test
  void http_2_is_spoken_over_tls_and_in_clear() throws Exception {
    try (Response response = with().newCall(to("/health").build()).execute()) {
      assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
    }
    lapi.close();
    lapi = RunningLapi.in(directory);
    OkHttpClient clear =
        new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
    Secret key = lapi.addBouncer("fw");
    Request stream = lapi.to("/v1/decisions/stream").header("X-Api-Key", key.reveal()).build();
    try (Response response = clear.newCall(stream).execute()) {
      assertThat(response.protocol()).isEqualTo(Protocol.H2_PRIOR_KNOWLEDGE);
      assertThat(response.body().string()).isEqualTo("{\"new\": [], \"deleted\": []}");
    }
    clear.connectionPool().evictAll();
  }
}
