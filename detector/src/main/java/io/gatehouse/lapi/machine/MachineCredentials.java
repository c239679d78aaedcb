package io.gatehouse.lapi.machine;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.config.ConfigSection;
import io.gatehouse.config.Secret;
import io.gatehouse.lapi.LapiConfig;
import io.gatehouse.lapi.LapiConfig.Tls;
import io.gatehouse.lapi.LapiConfig.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a machine's LAPI is and who the machine is: upstream's {@code local_api_credentials.yaml}
 * with the keys {@code url}, {@code login}, {@code password}, {@code ca_cert_path}, {@code
 * cert_path} and {@code key_path}. Immutable.
 *
 * @param url http(s) address, or the absolute path of a Unix socket
 * @param login the machine's name; empty where a certificate says it
 * @param password empty where a certificate stands for it
 * @param tls files and checks of an https connection
 */
public record MachineCredentials(String url, String login, Secret password, Tls tls) {
  private static final String LOCAL = "http://127.0.0.1:8080/";

  /**
   * Checks what can be checked without a file or the network.
   *
   * @throws IllegalArgumentException with a line for the operator
   */
  public MachineCredentials {
    requireAddress(url);
    boolean named = !login.isEmpty() || !password.isEmpty();
    if (named && tls.certificate().isPresent()) {
      throw new IllegalArgumentException(
          "lapi: 'login' and 'cert_path' exclude each other; keep the one that this LAPI wants");
    }
    if (named ? login.isEmpty() || password.isEmpty() : tls.certificate().isEmpty()) {
      throw new IllegalArgumentException(
          "lapi: 'login' and 'password' go together; give both, or 'cert_path' and 'key_path'");
    }
    if (url.startsWith("/") && (tls.certificate().isPresent() || tls.authorities().isPresent())) {
      throw new IllegalArgumentException(
          "lapi: a Unix socket has no TLS; remove 'ca_cert_path', 'cert_path' and 'key_path'");
    }
  }

  /** A name and its password, no certificates. */
  public static MachineCredentials of(String url, String login, Secret password) {
    return new MachineCredentials(url, login, password, Tls.DEFAULT);
  }

  /**
   * Reads the file and its {@code .local} overlay.
   *
   * @param environment values of variables
   * @param verification of the server: {@code insecure_skip_verify} stands in another file
   * @throws ConfigException with every problem, by file and line
   */
  public static MachineCredentials read(
      Path file, Map<String, String> environment, Verification verification)
      throws ConfigException {
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    ConfigSection section = ConfigFile.read(file).open(environment, report);
    section.require("url", "write the LAPI's address, such as http://127.0.0.1:8080/");
    String url = section.value("url", LOCAL, MachineCredentials::requireAddress);
    String login = section.text("login", "");
    Secret password = section.secret("password");
    Optional<Path> authorities = section.path("ca_cert_path");
    Optional<Path> certificate = section.path("cert_path");
    Optional<Path> key = section.path("key_path");
    section.ignored("papi_url", "the console is not asked for orders");
    report.finish();
    try {
      Tls tls = new Tls(certificate, key, authorities, verification);
      return new MachineCredentials(url, login, password, tls);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(new ConfigProblem(file.toString(), 0, reason(e))));
    }
  }

  private static String requireAddress(String url) {
    LapiConfig.at(url).build();
    return url;
  }

  private static String reason(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).replaceFirst("^lapi: ", "");
  }

  /**
   * Writes the file whole or not at all, readable by its owner alone, for {@link #read}.
   *
   * @throws IOException if the directory or the file can't be written
   */
  public void write(Path file) throws IOException {
    CredentialFile.write(file, toYaml());
  }

  /** The text of the file. Holds the password. */
  public String toYaml() {
    return CredentialFile.render(this);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "MachineCredentials[" + login + " at " + LapiConfig.at(url).build().displayUrl() + "]";
  }
}
