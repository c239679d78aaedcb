package io.gatehouse.detector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "'simulation: false', crowdsecurity/ssh-bf, false",
    "'simulation: true', crowdsecurity/ssh-bf, true",
    "'{simulation: false, exclusions: [crowdsecurity/ssh-bf]}', crowdsecurity/ssh-bf, true",
    "'{simulation: true, exclusions: [crowdsecurity/ssh-bf]}', crowdsecurity/ssh-bf, false",
    "'{simulation: true, exclusions: [crowdsecurity/ssh-bf]}', crowdsecurity/other, true"
  })
  void exclusions_turn_it_round(String yaml, String scenario, boolean simulated) throws Exception {
    Path file = Files.writeString(dir.resolve("simulation.yaml"), yaml);

    assertThat(Simulation.read(file).test(scenario)).isEqualTo(simulated);
  }

  @Test
  void without_a_file_everything_is_meant() throws Exception {
    assertThat(Simulation.read(dir.resolve("absent.yaml"))).isEqualTo(Simulation.OFF);
  }

  @Test
  void a_misspelt_key_is_refused() throws Exception {
    Path file = Files.writeString(dir.resolve("simulation.yaml"), "simulate: true");

    assertThatThrownBy(() -> Simulation.read(file)).isInstanceOf(ConfigException.class);
  }
}
