package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.bouncer.Setting;
import io.gatehouse.config.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern PROVIDER =
      Pattern.compile("\\.(recaptcha-(v2|v3)|hcaptcha|turnstile)\\.");

  @Test
  void each_setting_has_one_name_everywhere() {
    assertThat(Setting.API_URL.property()).isEqualTo("gatehouse.api-url");
    assertThat(Setting.variable("gatehouse.api-url")).isEqualTo("GATEHOUSE_API_URL");
    assertThat(Setting.variable("gatehouse.client-ip.max-hops"))
        .isEqualTo("GATEHOUSE_CLIENT_IP_MAX_HOPS");
  }

  @Test
  void spring_boot_is_told_of_every_setting() throws IOException {
    check(Path.of("src/main/resources/META-INF/spring-configuration-metadata.json"), metadata());
  }

  @Test
  void the_readme_has_every_setting() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf("| setting |");
    int end = readme.indexOf("\n\n", begin) + 1;

    check(README, readme.substring(0, begin) + table() + readme.substring(end));
  }

  /** {@code -Dgolden.update=true} in the module's directory writes the file anew. */
  private static void check(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file)).isEqualTo(expected);
  }

  private static String metadata() {
    return Setting.all().stream()
        .map(SettingTest::entry)
        .collect(Collectors.joining(",\n", "{\n  \"properties\": [\n", "\n  ]\n}\n"));
  }

  private static String entry(SettingKey setting) {
    String value =
        setting.defaultText().isEmpty()
            ? ""
            : ", \"defaultValue\": \"" + setting.defaultText() + "\"";
    return "    {\"name\": \""
        + Setting.property(setting)
        + "\", \"type\": \"java.lang.String\""
        + value
        + ", \"description\": \""
        + setting.description().replace("\"", "\\\"")
        + ".\"}";
  }

  /** The keys that several providers have are one row. */
  private static String table() {
    return Setting.all().stream()
        .map(SettingTest::row)
        .distinct()
        .collect(
            Collectors.joining("", "| setting | default | what it does |\n|---|---|---|\n", ""));
  }

  private static String row(SettingKey setting) {
    String value = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
    String name = PROVIDER.matcher(Setting.property(setting)).replaceFirst(".PROVIDER.");
    return "| `" + name + "` | " + value + " | " + setting.description() + " |\n";
  }
}
