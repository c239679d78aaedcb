package io.gatehouse.lapi;

import io.gatehouse.config.SettingKey;
import io.gatehouse.config.SettingTexts;
import io.gatehouse.lapi.LapiConfig.Tls;
import io.gatehouse.lapi.LapiConfig.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@link Tls} of a client for every front end, whatever it is written in. The keys are
 * upstream's, in a section of whom the client asks.
 */
public final class TlsReader {
  private static final String CERTIFICATE = "cert-path";
  private static final String KEY = "key-path";
  private static final String AUTHORITIES = "ca-cert-path";
  private static final String UNCHECKED = "insecure-skip-verify";
  private static final String HTTPS = "https://";

  private TlsReader() {}

  /**
   * Every key, in the order of the documentation.
   *
   * @param section such as {@code lapi.}
   * @param asked of whom, in the middle of a sentence
   */
  public static List<SettingKey> keys(String section, String asked) {
    return List.of(
        SettingKey.of(
            section + AUTHORITIES,
            "",
            "PEM file of authorities whose word counts for " + asked + " besides the system's"),
        SettingKey.of(
            section + CERTIFICATE,
            "",
            "PEM file of the certificate that is shown to " + asked + ", with its chain"),
        SettingKey.of(
            section + KEY, "", "PEM file of that certificate's private key, not encrypted"),
        SettingKey.of(
            section + UNCHECKED, "false", "Whether any certificate of " + asked + " is taken"));
  }

  /**
   * What is set; the default where that cannot be, which has been rejected.
   *
   * @param urlKey where the address is, which has to be one of https
   */
  public static Tls read(SettingTexts in, String section, String urlKey) {
    Optional<Path> certificate = in.path(section + CERTIFICATE);
    Optional<Path> key = in.path(section + KEY);
    Verification verification =
        in.flag(section + UNCHECKED, false) ? Verification.NONE : Verification.FULL;
    if (certificate.isPresent() != key.isPresent()) {
      in.reject(
          section + (certificate.isPresent() ? CERTIFICATE : KEY),
          "a certificate and its key go together; give both or neither");
      return Tls.DEFAULT;
    }
    Tls tls = new Tls(certificate, key, in.path(section + AUTHORITIES), verification);
    String url = in.text(urlKey).orElse("");
    if (!tls.equals(Tls.DEFAULT) && !url.regionMatches(true, 0, HTTPS, 0, HTTPS.length())) {
      in.reject(urlKey, "files and checks of TLS are set, so that it has to begin with https://");
    }
    return tls;
  }
}
