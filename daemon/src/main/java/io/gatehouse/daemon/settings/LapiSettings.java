package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.config.Secret;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import io.gatehouse.decision.Remediation;
import io.gatehouse.lapi.LapiConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where decisions come from, and which.
 *
 * @param url with a slash at its end, or the absolute path of a Unix socket; empty if the file has
 *     none and need not
 * @param key empty where a certificate is used
 * @param certificate PEM file of the client's certificate; absent without TLS client authentication
 * @param certificateKey its key
 * @param authority PEM file of authorities trusted besides the system's
 * @param insecureSkipVerify whether the server's certificate is not checked
 * @param retryInitialConnect whether a failed first pull is tried again instead of ending the
 *     program
 * @param updateFrequency between two pulls
 * @param scopes asked for; empty for LAPI's own default
 * @param origins asked for; empty for all
 * @param scenariosContaining asked for; empty for all
 * @param scenariosNotContaining not asked for
 * @param types decision types that are enforced
 */
public record LapiSettings(
    String url,
    Secret key,
    Optional<Path> certificate,
    Optional<Path> certificateKey,
    Optional<Path> authority,
    boolean insecureSkipVerify,
    boolean retryInitialConnect,
    Duration updateFrequency,
    List<String> scopes,
    List<String> origins,
    List<String> scenariosContaining,
    List<String> scenariosNotContaining,
    List<Remediation> types) {

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final String WHAT_TO_WRITE =
      "write http://HOST:PORT/, https://HOST:PORT/ or the path of a Unix socket";

  static LapiSettings read(ConfigSection root, Source source) {
    LapiSettings settings =
        new LapiSettings(
            root.value("api_url", "", LapiSettings::url, LapiSettings::withoutPassword),
            root.secret("api_key"),
            root.path("cert_path"),
            root.path("key_path"),
            root.path("ca_cert_path"),
            root.flag("insecure_skip_verify", false),
            root.flag("retry_initial_connect", false),
            root.duration("update_frequency", Duration.ofSeconds(10), SHORTEST_PAUSE),
            root.texts("scopes", List.of()),
            root.texts("origins", List.of()),
            root.texts("scenarios_containing", List.of()),
            root.texts("scenarios_not_containing", List.of()),
            types(root));
    if (source == Source.LAPI) {
      settings.checkCredentials(root);
    }
    return settings;
  }

  /** The same filters at another LAPI, which is asked as often as that. */
  public LapiSettings at(String socket, Secret itsKey, Duration between) {
    return new LapiSettings(
        socket,
        itsKey,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        between,
        scopes,
        origins,
        scenariosContaining,
        scenariosNotContaining,
        types);
  }

  private static List<Remediation> types(ConfigSection root) {
    return root.texts("supported_decisions_types", List.of(Remediation.BAN.word())).stream()
        .map(Remediation::of)
        .toList();
  }

  private static String url(String text) {
    if (text.startsWith("/")) {
      return text;
    }
    if (!text.startsWith("http://") && !text.startsWith("https://")) {
      throw new IllegalArgumentException(WHAT_TO_WRITE);
    }
    String url = text.endsWith("/") ? text : text + "/";
    withoutPassword(url);
    return url;
  }

  /** Fails on what is no address at all. */
  private static String withoutPassword(String url) {
    try {
      return url.isEmpty() ? "" : LapiConfig.at(url).build().displayUrl();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(WHAT_TO_WRITE);
    }
  }

  private void checkCredentials(ConfigSection root) {
    root.require("api_url", "write 'api_url: http://127.0.0.1:8080/'");
    if (!key.reveal().chars().allMatch(c -> c > ' ' && c < 127)) {
      root.problem("api_key", "holds white space or a character outside ASCII; copy the key alone");
    }
    boolean certified = certificate.isPresent() || certificateKey.isPresent();
    if (certified && !key.isEmpty()) {
      root.problem("cert_path", "stands beside 'api_key'; use one of them");
    } else if (certificate.isPresent() != certificateKey.isPresent()) {
      String present = certificate.isPresent() ? "cert_path" : "key_path";
      root.problem(present, "needs the other one: 'cert_path' and 'key_path' go together");
    } else if (!certified && key.isEmpty()) {
      root.require(
          "api_key", "create one with `cscli bouncers add NAME`, or give cert_path and key_path");
    }
  }
}
