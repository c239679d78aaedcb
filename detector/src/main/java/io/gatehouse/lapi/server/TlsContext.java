package io.gatehouse.lapi.server;

import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.PemFile;
import io.gatehouse.lapi.server.LapiServerConfig.ClientCertificates;
import io.gatehouse.lapi.server.LapiServerConfig.ServerTls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The server's side of TLS, from PEM files. */
final class TlsContext {
  private static final char[] NO_PASSWORD = {};

  private TlsContext() {}

  /**
   * TLS 1.2 and 1.3. Clients' certificates are asked for only where an authority can vouch for
   * them.
   *
   * @throws LapiException if a file can't be used
   */
  static SslContextFactory.Server of(ServerTls tls) throws LapiException {
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    context.setEndpointIdentificationAlgorithm(null); // clients have names, not hosts
    context.setKeyStore(identity(tls));
    context.setKeyStorePassword("");
    if (tls.authorities().isPresent()) {
      context.setTrustStore(trusted(PemFile.read(tls.authorities().get()).certificates()));
      context.setWantClientAuth(tls.clientCertificates() == ClientCertificates.VERIFY_IF_GIVEN);
      context.setNeedClientAuth(tls.clientCertificates() == ClientCertificates.REQUIRE);
    }
    return context;
  }

  private static KeyStore identity(ServerTls tls) throws LapiException {
    List<X509Certificate> chain = PemFile.read(tls.certificate()).certificates();
    var key = PemFile.read(tls.key()).privateKey();
    return filled(
        store ->
            store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(new X509Certificate[0])));
  }

  private static KeyStore trusted(List<X509Certificate> authorities) {
    return filled(
        store -> {
          for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority" + i, authorities.get(i));
          }
        });
  }

  /** Puts entries into a store. */
  @FunctionalInterface
  private interface Filling {
    void fill(KeyStore store) throws GeneralSecurityException;
  }

  private static KeyStore filled(Filling filling) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      filling.fill(store);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java has PKCS12 stores in memory", e);
    }
  }
}
