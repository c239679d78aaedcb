package io.gatehouse.detector.hubtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class HubTestsTest {
  @Test
  @EnabledIfEnvironmentVariable(named = "GATEHOUSE_HUB", matches = ".+")
  void every_test_of_the_hub_passes() throws Exception {
    HubTests tests = HubTests.of(Path.of(System.getenv("GATEHOUSE_HUB")));

    List<Outcome> failed =
        tests.names().parallelStream()
            .map(name -> run(tests, name))
            .filter(o -> !o.success())
            .toList();

    assertThat(failed).isEmpty();
  }

  private static Outcome run(HubTests tests, String name) {
    try {
      return tests.run(name);
    } catch (HubTestException e) {
      throw new IllegalStateException(e);
    }
  }
}
