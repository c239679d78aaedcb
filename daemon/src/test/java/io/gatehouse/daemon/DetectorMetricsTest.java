package io.gatehouse.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.daemon.lapi.EngineFile;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.daemon.watch.WatchEndpoint;
import io.gatehouse.detector.acquire.Acquisitions;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorMetricsTest {
  @TempDir private Path dir;

  @Test
  void a_host_without_a_lapi_serves_what_the_detector_counts() throws Exception {
    EngineConfig config = config("api: {server: {enable: false}}");
    try (Detecting detecting = detecting(config);
        WatchEndpoint watch = DetectorRunCommand.watch(config, detecting).orElseThrow()) {
      detecting.awaitEnd();

      assertThat(get(watch, "/metrics")).contains("cs_bucket_pour_ok_total ");
      assertThat(get(watch, "/health")).contains("\"healthy\":", "\"detector_lines\":");
    }
  }

  @Test
  void the_listener_of_a_file_with_a_lapi_is_left_to_that_one() throws Exception {
    EngineConfig config = config("");
    try (Detecting detecting = detecting(config)) {
      assertThat(DetectorRunCommand.watch(config, detecting)).isEmpty();
    }
  }

  private EngineConfig config(String more) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("config.yaml"),
            "config_paths: {config_dir: %1$s, data_dir: %1$s}\nprometheus: {listen_port: 0}\n%2$s\n"
                .formatted(dir, more));
    return EngineFile.read(Optional.of(file), Map.of(), Optional.empty()).config();
  }

  private Detecting detecting(EngineConfig config) throws Exception {
    Path log = Files.writeString(dir.resolve("auth.log"), "a line\n");
    return Detecting.begin(
        new Detecting.Parts(
            DetectorParts.installation(config, List.of("gatehouse/ssh")),
            List.of(Acquisitions.ofDsn("file://" + log, "syslog", Map.of(), "")),
            dir,
            false,
            scenario -> false,
            nobody -> false),
        Reporting.toStandardOutput().outlet(),
        DetectorRunCommand.Silence.INSTANCE);
  }

  private static String get(WatchEndpoint watch, String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + watch.address().getPort() + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    try (InputStream in =
        connection.getResponseCode() == 200
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
