package io.gatehouse.detector.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alert.Alerts;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesOutletTest {
  @Test
  void each_alert_is_one_line_of_json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonLinesOutlet outlet = new JsonLinesOutlet(out);

    outlet.take(List.of(Alerts.undecided("Ip", "192.0.2.1"), Alerts.undecided("Ip", "192.0.2.2")));
    outlet.close();

    assertThat(out.toString(UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"") && line.endsWith("}"))
        .anyMatch(line -> line.contains("\"value\":\"192.0.2.2\""));
  }
}
