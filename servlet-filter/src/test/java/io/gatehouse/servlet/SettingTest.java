package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingTest {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";

  @Test
  void each_setting_has_one_name_everywhere() {
    assertThat(Setting.API_URL.property()).isEqualTo("gatehouse.api-url");
    assertThat(Setting.API_URL.variable()).isEqualTo("GATEHOUSE_API_URL");
    assertThat(Setting.CLIENT_IP_MAX_HOPS.variable()).isEqualTo("GATEHOUSE_CLIENT_IP_MAX_HOPS");
  }

  /** {@code -Dgolden.update=true} in the module's directory writes the file anew. */
  @Test
  void spring_boot_is_told_of_every_setting() throws IOException {
    String expected = metadata();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(Path.of("src/main/resources", METADATA), expected);
    }
    try (InputStream in = Setting.class.getClassLoader().getResourceAsStream(METADATA)) {
      assertThat(in).isNotNull();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
    }
  }

  private static String metadata() {
    return Arrays.stream(Setting.values())
        .map(SettingTest::entry)
        .collect(Collectors.joining(",\n", "{\n  \"properties\": [\n", "\n  ]\n}\n"));
  }

  private static String entry(Setting setting) {
    String value =
        setting.defaultText().isEmpty()
            ? ""
            : ", \"defaultValue\": \"" + setting.defaultText() + "\"";
    return "    {\"name\": \""
        + setting.property()
        + "\", \"type\": \"java.lang.String\""
        + value
        + ", \"description\": \""
        + setting.description().replace("\"", "\\\"")
        + ".\"}";
  }
}
