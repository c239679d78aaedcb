package io.gatehouse.detector.hubtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that come with the program, tested as the hub's are. */
class BuiltInItemsTest {
  private static final String TESTS = "src/test/resources/io/gatehouse/detector/hub/builtin";

  private static HubTests tests() throws HubTestException {
    Path module = Path.of(TESTS);
    return HubTests.ofBuiltIn(Files.isDirectory(module) ? module : Path.of("detector", TESTS));
  }

  static List<String> names() throws HubTestException {
    return tests().names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_test_passes(String name) throws Exception {
    assertThat(tests().run(name).failures()).isEmpty();
  }

  @Test
  void there_are_tests() throws Exception {
    assertThat(names()).contains("sshd-logs", "ssh-bf", "nginx-logs", "log4shell");
  }
}
