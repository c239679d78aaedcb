package io.gatehouse.lapi.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificates that their authority took back, from a PEM file of one or more lists. The file is
 * looked at every 5 seconds at most, and read anew when it has changed. A list that has expired is
 * still believed, with a warning; a file that can't be read leaves the lists before in force.
 */
final class Revocations {
  private static final Logger log = LoggerFactory.getLogger(Revocations.class);
  private static final long LOOK_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN X509 CRL-----[^-]*-----END X509 CRL-----");

  private final Optional<Path> file;
  private List<X509CRL> lists = List.of(); // this and those below under this
  private @Nullable Version version;
  private long lookedAt;

  Revocations(Optional<Path> file) {
    this.file = file;
  }

  private record Version(FileTime modified, long size) {}

  /** Whether the certificate was taken back. */
  synchronized boolean contain(X509Certificate certificate) {
    file.ifPresent(this::look);
    for (X509CRL list : lists) {
      boolean same = list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal());
      if (same && list.isRevoked(certificate)) {
        return true;
      }
    }
    return false;
  }

  private void look(Path path) {
    long now = System.nanoTime();
    if (version != null && now - lookedAt < LOOK_NANOS) {
      return;
    }
    lookedAt = now;
    try {
      Version present = new Version(Files.getLastModifiedTime(path), Files.size(path));
      if (!present.equals(version)) {
        lists = read(path);
        version = present;
        warnOfExpired(path);
      }
    } catch (IOException | GeneralSecurityException e) {
      log.warn("lapi: crl_path {} can't be read: {}; the lists before stay in force", path, e);
    }
  }

  private static List<X509CRL> read(Path path) throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509CRL> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(path, StandardCharsets.ISO_8859_1));
    while (block.find()) {
      byte[] pem = block.group().getBytes(StandardCharsets.ISO_8859_1);
      found.add((X509CRL) factory.generateCRL(new ByteArrayInputStream(pem)));
    }
    return List.copyOf(found);
  }

  private void warnOfExpired(Path path) {
    Instant now = Instant.now();
    for (X509CRL list : lists) {
      if (list.getNextUpdate() != null && list.getNextUpdate().toInstant().isBefore(now)) {
        log.warn("lapi: crl_path {} holds a list that expired; it is used all the same", path);
      }
    }
  }
}
