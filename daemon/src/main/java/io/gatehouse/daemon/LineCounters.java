package io.gatehouse.daemon;

import io.gatehouse.detector.acquire.LinesRead;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the lines of each source for Prometheus: all under upstream's name, cut ones under ours.
 */
record LineCounters(MeterRegistry registry) implements LinesRead {
  @Override
  public void read(String source, String src, String type, int lines) {
    String name = source.equals("file") ? "cs.filesource.hits" : "cs.journalctlsource.hits";
    count(name, source, src, type, lines);
  }

  @Override
  public void cut(String source, String src, String type, long lines) {
    count("gatehouse.acquisition.cut", source, src, type, lines);
  }

  private void count(String name, String source, String src, String type, long lines) {
    Counter.builder(name)
        .tags("source", src, "acquis_type", type, "datasource_type", source)
        .register(registry)
        .increment((double) lines);
  }
}
