package io.gatehouse.challenge;

import io.gatehouse.config.Secret;
import java.util.List;
import java.util.Optional;

/**
 * A captcha provider that an operator has an account with.
 *
 * @param kind which
 * @param siteKey public; in the page
 * @param secret of the account; for {@link ProviderKind#RECAPTCHA_ENTERPRISE} its API key
 * @param project for {@link ProviderKind#RECAPTCHA_ENTERPRISE}
 * @param hostnames that an answer may be from; the host of the request where none is given
 * @param threshold score from which a visitor is taken for a person, where there is a score
 * @param action that the page names and the answer has to
 * @param endpoint asked instead of the provider's own: a gateway, a test
 */
public record ProviderSettings(
    ProviderKind kind,
    String siteKey,
    Secret secret,
    String project,
    List<String> hostnames,
    double threshold,
    String action,
    Optional<String> endpoint) {

  /** Score in the middle. */
  public static final double DEFAULT_THRESHOLD = 0.5;

  /** What a provider's console shows. */
  public static final String DEFAULT_ACTION = "gatehouse";

  /** Copies the list. */
  public ProviderSettings {
    hostnames = List.copyOf(hostnames);
  }

  /** With defaults for the rest. */
  public static ProviderSettings of(ProviderKind kind, String siteKey, Secret secret) {
    return new ProviderSettings(
        kind, siteKey, secret, "", List.of(), DEFAULT_THRESHOLD, DEFAULT_ACTION, Optional.empty());
  }

  /** The same, for a project of Google's. */
  public ProviderSettings inProject(String name) {
    return new ProviderSettings(
        kind, siteKey, secret, name, hostnames, threshold, action, endpoint);
  }

  /** The same, asked elsewhere. */
  public ProviderSettings at(String url) {
    return new ProviderSettings(
        kind, siteKey, secret, project, hostnames, threshold, action, Optional.of(url));
  }
}
