package io.gatehouse.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** An authority that no system knows, a server of it at localhost, and a client of it. */
public final class TestCertificates {
  /** Signs the others. */
  public static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().commonName("test authority").certificateAuthority(0).build();

  /** Of localhost. */
  public static final HeldCertificate SERVER =
      new HeldCertificate.Builder()
          .commonName("lapi")
          .addSubjectAlternativeName("localhost")
          .signedBy(AUTHORITY)
          .build();

  /** Of a bouncer. */
  public static final HeldCertificate CLIENT =
      new HeldCertificate.Builder().commonName("bouncer").signedBy(AUTHORITY).build();

  private TestCertificates() {}

  /** For a server that shows this certificate and trusts what the authority signed. */
  public static SSLContext serving(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder()
        .heldCertificate(certificate)
        .addTrustedCertificate(AUTHORITY.certificate())
        .build()
        .sslContext();
  }

  /** The authority's certificate as a file. */
  public static Path authorityFile(Path directory) throws IOException {
    return write(directory, "ca.pem", AUTHORITY.certificatePem());
  }

  /** The client's certificate as a file. */
  public static Path clientFile(Path directory) throws IOException {
    return write(directory, "client.pem", CLIENT.certificatePem());
  }

  /** The client's key as a file. */
  public static Path clientKeyFile(Path directory) throws IOException {
    return write(directory, "client.key", CLIENT.privateKeyPkcs8Pem());
  }

  private static Path write(Path directory, String name, String pem) throws IOException {
    return Files.writeString(directory.resolve(name), pem);
  }
}
