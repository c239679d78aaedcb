package io.gatehouse.detector.scenario;

/**
 * A file of scenarios, wherever the caller has it from.
 *
 * @param file its name, for messages and for the order of loading
 * @param text one YAML document or several
 * @param version the hub's version of this content, "?" where the content was changed, "" for a
 *     file of the operator's own
 * @param hash SHA-256 of the content in hexadecimal digits, "" for a file of the operator's own
 */
public record ScenarioFile(String file, String text, String version, String hash) {

  /** A file of the operator's own. */
  public static ScenarioFile own(String file, String text) {
    return new ScenarioFile(file, text, "", "");
  }
}
