package io.gatehouse.daemon.lapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.lapi.metrics.PrometheusText;
import io.gatehouse.daemon.lapi.metrics.Sample;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.daemon.settings.ListenAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Asks the listener for metrics once. */
final class Scrape {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int LARGEST_BYTES = 64 << 20;

  private Scrape() {}

  /**
   * What it tells.
   *
   * @param url beats the file
   */
  static List<Sample> of(EngineConfig config, Optional<URI> url) throws ProgramException {
    URI from = url.orElseGet(() -> fromFile(config));
    try {
      HttpURLConnection connection = (HttpURLConnection) from.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      if (connection.getResponseCode() != 200) {
        throw new ProgramException(
            "metrics: %s answered %d; give the address of the metrics with -u"
                .formatted(from, connection.getResponseCode()));
      }
      try (InputStream in = connection.getInputStream()) {
        return PrometheusText.parse(new String(in.readNBytes(LARGEST_BYTES), UTF_8));
      }
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      throw new ProgramException(
          "metrics: %s cannot be asked: %s; does the LAPI or detector run, with prometheus.enabled?"
              .formatted(from, e.getMessage()));
    }
  }

  private static URI fromFile(EngineConfig config) {
    String host = config.prometheus().listener().address();
    ListenAddress address =
        new ListenAddress(
            host.equals("0.0.0.0") || host.isEmpty() ? "127.0.0.1" : host,
            config.prometheus().listener().port());
    return URI.create("http://" + address + "/metrics");
  }
}
