package io.gatehouse.daemon.forward;

import io.gatehouse.bouncer.HttpBouncer;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.daemon.settings.ForwardAuthConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The service at a free port of loopback, with decisions from a file.
 *
 * @param meters what it counts
 */
record RunningForwardAuth(ForwardAuthServer server, HttpBouncer bouncer, MeterRegistry meters)
    implements AutoCloseable {
  static final String CLEAN = "203.0.113.1";
  static final String BANNED = "203.0.113.9";
  static final String ASKED = "203.0.113.10";

  /**
   * Starts it.
   *
   * @param more lines of its file
   */
  static RunningForwardAuth start(Path directory, String more) throws Exception {
    Path decisions = directory.resolve("decisions.csv");
    Files.writeString(
        decisions,
        """
        duration,scope,value,type,scenario,origin
        4h,ip,%s,ban,crowdsecurity/http-cve-2021-41773,crowdsec
        4h,ip,%s,captcha,crowdsecurity/http-cve-2021-41773,crowdsec
        """
            .formatted(BANNED, ASKED));
    return open("decisions_file: " + decisions + "\n" + more);
  }

  /** One whose LAPI does not answer. */
  static RunningForwardAuth withoutLapi(String more) throws Exception {
    return open("api_url: http://127.0.0.1:9/\napi_key: key\n" + more);
  }

  private static RunningForwardAuth open(String settings) throws Exception {
    String text = "listen_uri: 127.0.0.1:0\n" + settings + "\n";
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    ForwardAuthConfig config =
        ForwardAuthConfig.read(ConfigFile.ofText("f.yaml", text).open(Map.of(), report), "1");
    report.finish();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    HttpBouncer bouncer = HttpBouncer.open(config.bouncer(), meters, Set.of());
    return new RunningForwardAuth(ForwardAuthServer.start(config, bouncer), bouncer, meters);
  }

  int port() {
    return server.port().orElseThrow();
  }

  @Override
  public void close() {
    server.close();
    bouncer.close();
  }
}
