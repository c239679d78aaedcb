package io.gatehouse.daemon;

import io.gatehouse.testing.ProxyStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of {@code examples/forward-auth}, and the site and service that they speak of, so that
 * a proxy in front runs by them as they are.
 */
final class ForwardAuthExample {
  private static final Path DIRECTORY =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolve("../examples/forward-auth");

  private ForwardAuthExample() {}

  /**
   * In AppSec's place: refuses an address or a browser, by the protocol of its answers
   * (repo:crowdsec, pkg/acquisition/modules/appsec).
   */
  private static final String APPSEC =
      """
      server {
        listen 127.0.0.1:7422;
        if ($http_x_crowdsec_appsec_api_key != appsec-key) { return 401; }
        if ($http_x_crowdsec_appsec_uri ~ "etc/passwd") { set $bad 1; }
        if ($http_x_crowdsec_appsec_user_agent ~ "evil") { set $bad 1; }
        if ($bad) { return 403 '{"action":"ban","http_status":403}'; }
        return 200 '{"action":"allow","http_status":200}';
      }
      """;

  /** Starts a small site, an AppSec, and the service with decisions from a file. */
  static void start(ProxyStage stage) throws IOException {
    stage.startNginx(
        "site.conf",
        stage.nginx(
            "server { listen 127.0.0.1:8081; return 200 'hello $request_method $request_uri $http_cookie'; }"
                + APPSEC));
    Path file =
        stage.write(
            "forward-auth.yaml",
            """
            decisions_file: %s
            appsec: {url: "http://127.0.0.1:7422/", api_key: appsec-key, timeout: 5s}
            """
                .formatted(stage.decisions()));
    stage.start(PackagedProgram.launcher(), "forward-auth", "-c", file.toString());
    stage.awaitPort(":7480 ");
  }

  static Path file(String name) {
    return DIRECTORY.resolve(name);
  }

  /** With its script where it lies and not where an operator puts it. */
  static String haproxy() throws IOException {
    return Files.readString(file("haproxy.cfg"))
        .replace("/etc/haproxy/gatehouse.lua", file("gatehouse.lua").toString());
  }
}
