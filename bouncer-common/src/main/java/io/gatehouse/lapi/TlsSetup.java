package io.gatehouse.lapi;

import io.gatehouse.lapi.LapiConfig.Tls;
import io.gatehouse.lapi.LapiConfig.Verification;
import io.gatehouse.lapi.LapiException.Kind;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Gives an HTTP client the certificates and checks that {@link Tls} asks for. */
public final class TlsSetup {
  private static final char[] NO_PASSWORD = {};

  private TlsSetup() {}

  /**
   * Prepares a client that asks at one address alone; of http, it needs nothing of this.
   *
   * @throws LapiException if a file can't be used
   */
  public static void apply(Tls tls, HttpUrl url, OkHttpClient.Builder client) throws LapiException {
    if (!url.isHttps()) {
      // saves OkHttp the half second that the system's authorities take to load
      client.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
    } else if (!tls.equals(Tls.DEFAULT)) {
      secure(tls, client);
    }
  }

  private static void secure(Tls tls, OkHttpClient.Builder client) throws LapiException {
    try {
      X509TrustManager trust = trust(tls);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(tls), new TrustManager[] {trust}, null);
      client.sslSocketFactory(context.getSocketFactory(), trust);
    } catch (GeneralSecurityException | IOException e) {
      throw LapiException.of(
          Kind.UNUSABLE_FILE,
          "tls: certificates can't be used: "
              + Excerpt.of(String.valueOf(e.getMessage()))
              + "; look at cert_path, key_path and ca_cert_path");
    }
    if (tls.verification() == Verification.NONE) {
      client.hostnameVerifier((host, session) -> true);
    }
  }

  private static X509TrustManager trust(Tls tls)
      throws GeneralSecurityException, IOException, LapiException {
    if (tls.verification() == Verification.NONE) {
      return new TrustAnything();
    }
    X509TrustManager system = trustManager(null);
    if (tls.authorities().isEmpty()) {
      return system;
    }
    KeyStore all = emptyStore();
    addAll(all, List.of(system.getAcceptedIssuers()), "system");
    addAll(all, PemFile.read(tls.authorities().get()).certificates(), "file");
    return trustManager(all);
  }

  private static void addAll(KeyStore store, List<X509Certificate> certificates, String prefix)
      throws GeneralSecurityException {
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry(prefix + i, certificates.get(i));
    }
  }

  /** Of these authorities; of the system's without. */
  private static X509TrustManager trustManager(@Nullable KeyStore authorities)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  private static KeyManager @Nullable [] keys(Tls tls)
      throws GeneralSecurityException, IOException, LapiException {
    if (tls.certificate().isEmpty() || tls.key().isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    List<X509Certificate> chain = PemFile.read(tls.certificate().get()).certificates();
    Path key = tls.key().get();
    store.setKeyEntry(
        "client",
        PemFile.read(key).privateKey(),
        NO_PASSWORD,
        chain.toArray(new X509Certificate[0]));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  /**
   * {@code insecure_skip_verify}. Extended, because the JDK adds checks of its own to any other.
   */
  private static final class TrustAnything extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
