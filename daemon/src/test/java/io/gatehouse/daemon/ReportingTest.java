package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.daemon.lapi.EngineFile;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.testing.Answer;
import io.gatehouse.testing.ScriptedLapi;
import io.gatehouse.testing.ScriptedLapi.Request;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportingTest {
  @TempDir private Path dir;
  private final ScriptedLapi lapi = ScriptedLapi.start().otherwise(ReportingTest::answer);
  private Path file = Path.of("");

  private static Answer answer(Request request) {
    return switch (request.target()) {
      case "/v1/watchers/login" ->
          Answer.json("{\"code\":200,\"expire\":\"2126-01-01T01:00:00Z\",\"token\":\"t\"}");
      case "/v1/alerts" -> Answer.json("[\"1\"]");
      default -> Answer.json("{}");
    };
  }

  @BeforeEach
  void write() throws Exception {
    Files.writeString(
        dir.resolve("credentials.yaml"),
        "url: %s\nlogin: web01\npassword: s3cret\n".formatted(lapi.url()));
    file =
        Files.writeString(
            dir.resolve("config.yaml"),
            """
            config_paths: {config_dir: %1$s, data_dir: %1$s}
            api: {client: {credentials_path: %1$s/credentials.yaml}}
            """
                .formatted(dir));
  }

  @AfterEach
  void close() {
    lapi.close();
  }

  @Test
  void a_lapi_hears_that_the_detector_lives_and_what_it_runs() throws Exception {
    EngineConfig config = EngineFile.read(Optional.of(file), Map.of(), Optional.empty()).config();
    try (Reporting reporting = Reporting.toLapi(config, Map.of())) {
      reporting.lives(List.of("crowdsecurity/ssh-bf"));

      assertThat(lapi.takeRequest().body()).contains("\"scenarios\":[\"crowdsecurity/ssh-bf\"]");
      assertThat(lapi.takeRequest().target()).isEqualTo("/v1/heartbeat");
      reporting.outlet().close();
    }
  }

  @Test
  void a_replay_reports_to_lapi_and_ends() throws Exception {
    Path log = dir.resolve("access.log");
    Files.writeString(log, probes());

    StringWriter err = new StringWriter();
    int exit =
        Gatehouse.run(
            Map.of(),
            new PrintWriter(new StringWriter(), true),
            new PrintWriter(err, true),
            "detector run -c %s -type nginx --collection gatehouse/http -dsn file://%s --error"
                .formatted(file, log)
                .split(" "));

    assertThat(exit).as(err.toString()).isZero();
    List<Request> requests =
        Stream.generate(lapi::takeRequest).limit(lapi.requestsWaiting()).toList();
    assertThat(requests).extracting(Request::target).contains("/v1/heartbeat", "/v1/alerts");
    assertThat(requests.get(0).body()).contains("gatehouse/http-probing");
  }

  private static String probes() {
    StringBuilder lines = new StringBuilder();
    for (int n = 0; n < 20; n++) {
      lines.append(
          "192.0.2.7 - - [28/Nov/2026:12:00:00 +0000] \"GET /no-%d.php HTTP/1.1\" 404 9 \"-\" \"x\"\n"
              .formatted(n));
    }
    return lines.toString();
  }
}
