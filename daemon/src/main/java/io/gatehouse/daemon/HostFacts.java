package io.gatehouse.daemon;

import io.gatehouse.lapi.UsageMetrics.Component;
import io.gatehouse.lapi.UsageMetrics.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** What a report tells of this host: its operating system, by os-release(5), and nothing else. */
final class HostFacts {
  private HostFacts() {}

  static Component component(Instant started) {
    return new Component(
        "gatehouse-firewall",
        "v" + ProgramVersion.current().version(),
        operatingSystem(Path.of("/etc/os-release")),
        started,
        List.of());
  }

  static Optional<OperatingSystem> operatingSystem(Path release) {
    Properties fields = new Properties();
    try (var in = Files.newBufferedReader(release)) {
      fields.load(in);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(new OperatingSystem(field(fields, "ID"), field(fields, "VERSION_ID")));
  }

  private static String field(Properties fields, String name) {
    String text = fields.getProperty(name, "unknown").replace("\"", "").strip();
    return text.isEmpty() ? "unknown" : text.substring(0, Math.min(text.length(), 255));
  }
}
