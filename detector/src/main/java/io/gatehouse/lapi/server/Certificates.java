package io.gatehouse.lapi.server;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who a client's certificate says it is. The chain was verified when the connection was made; here
 * its organizational unit is, and whether it was revoked.
 */
final class Certificates {
  private final List<String> machineUnits;
  private final List<String> bouncerUnits;
  private final Revocations revocations;

  Certificates(List<String> machineUnits, List<String> bouncerUnits, Revocations revocations) {
    this.machineUnits = machineUnits;
    this.bouncerUnits = bouncerUnits;
    this.revocations = revocations;
  }

  /** Whether the client has shown a certificate that an authority of ours signed. */
  boolean shownBy(Request request) {
    return leaf(request) != null;
  }

  /** The common name of a bouncer's certificate; empty if it is none, or not valid any more. */
  Optional<String> bouncer(Request request) {
    return commonName(leaf(request), bouncerUnits);
  }

  /**
   * The common name for a machine's login; empty where no certificate was shown.
   *
   * @throws RefusedException if one was shown that is none of a machine
   */
  Optional<String> machineLogin(LapiRequest request) throws RefusedException {
    if (!(request instanceof Exchange exchange) || !shownBy(exchange.request())) {
      return Optional.empty();
    }
    Optional<String> name = commonName(leaf(exchange.request()), machineUnits);
    if (name.isEmpty()) {
      throw RefusedException.ofToken(401, "the certificate is not one of a machine");
    }
    return name.map(common -> common + "@" + request.caller().address());
  }

  private static @Nullable X509Certificate leaf(Request request) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    EndPoint.SslSessionData session = endPoint.getSslSessionData();
    X509Certificate[] chain = session == null ? null : session.peerCertificates();
    return chain == null || chain.length == 0 ? null : chain[0];
  }

  private Optional<String> commonName(@Nullable X509Certificate leaf, List<String> units) {
    if (leaf == null || isExpired(leaf) || revocations.contain(leaf)) {
      return Optional.empty();
    }
    boolean allowed = values(leaf, "OU").stream().anyMatch(units::contains);
    return allowed ? values(leaf, "CN").stream().findFirst() : Optional.empty();
  }

  /** A connection may outlive the certificate that it began with. */
  private static boolean isExpired(X509Certificate leaf) {
    return leaf.getNotAfter().toInstant().isBefore(Instant.now());
  }

  private static List<String> values(X509Certificate leaf, String type) {
    try {
      return new LdapName(leaf.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase(type))
              .map(Rdn::getValue)
              .map(String::valueOf)
              .toList();
    } catch (InvalidNameException e) {
      return List.of();
    }
  }
}
