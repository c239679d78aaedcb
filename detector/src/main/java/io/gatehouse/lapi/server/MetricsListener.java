package io.gatehouse.lapi.server;

import io.gatehouse.lapi.active.ActiveDecisions;
import io.gatehouse.lapi.server.LapiServerConfig.Level;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.lapi.storage.StoredMachine;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code /metrics} on a listener of its own; what counts rows is counted at each scrape. */
final class MetricsListener extends Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(MetricsListener.class);
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final LapiMetrics metrics;
  private final Level level;
  private final ActiveDecisions active;
  private final LapiDatabase database;
  private final MultiGauge decisions;
  private final MultiGauge alerts;
  private final MultiGauge heartbeats;

  MetricsListener(LapiMetrics metrics, Level level, ActiveDecisions active, LapiDatabase database) {
    this.metrics = metrics;
    this.level = level;
    this.active = active;
    this.database = database;
    this.decisions = metrics.gauge("cs.active.decisions");
    this.alerts = metrics.gauge("cs.alerts");
    this.heartbeats = metrics.gauge("cs.machines.last.heartbeat.timestamp");
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!"/metrics".equals(request.getHttpURI().getPath())) {
      response.setStatus(HttpStatus.NOT_FOUND_404);
      callback.succeeded();
      return true;
    }
    byte[] scrape = text().getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put("Content-Type", TEXT);
    response.write(true, ByteBuffer.wrap(scrape), callback);
    return true;
  }

  /** What a scrape gets. */
  String text() {
    return metrics.scrape(all -> refresh());
  }

  /** One scrape at a time: the gauges' rows are replaced as a whole. */
  private synchronized void refresh() {
    if (level != Level.FULL) {
      return;
    }
    decisions.register(
        active.counts().stream()
            .map(
                count ->
                    MultiGauge.Row.of(
                        Tags.of(
                            "reason", count.reason(),
                            "origin", count.origin(),
                            "action", count.action()),
                        count.count()))
            .toList(),
        true);
    try {
      alerts.register(rows(database.alerts().countByScenario()), true);
      heartbeats.register(
          database.machines().all().stream().map(MetricsListener::heartbeat).toList(), true);
    } catch (StorageException e) {
      log.debug("lapi: alerts and machines can't be counted: {}", e.getMessage());
    }
  }

  private static List<MultiGauge.Row<?>> rows(Map<String, Long> counts) {
    return List.copyOf(
        counts.entrySet().stream()
            .<MultiGauge.Row<?>>map(
                each -> MultiGauge.Row.of(Tags.of("reason", each.getKey()), each.getValue()))
            .toList());
  }

  private static MultiGauge.Row<?> heartbeat(StoredMachine machine) {
    long seconds = machine.lastHeartbeat() == null ? 0 : machine.lastHeartbeat().getEpochSecond();
    return MultiGauge.Row.of(Tags.of("machine", machine.machineId()), seconds);
  }
}
