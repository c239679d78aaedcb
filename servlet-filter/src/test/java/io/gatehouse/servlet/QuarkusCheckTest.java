package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.LogLines;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarkusCheckTest {
  @TempDir Path classes;
  private URLClassLoader application;

  @BeforeEach
  void prepare() throws IOException {
    application =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
  }

  @AfterEach
  void close() throws IOException {
    application.close();
  }

  @Test
  void outside_of_quarkus_there_is_nothing_to_say() {
    assertThat(QuarkusCheck.warnings(application)).isEmpty();
  }

  @Test
  void an_extension_with_routes_of_its_own_is_told_as_not_protected() throws IOException {
    add("io/quarkus/resteasy/reactive/server/runtime/ResteasyReactiveRecorder");

    assertThat(QuarkusCheck.warnings(application))
        .singleElement()
        .asString()
        .contains("routes of quarkus-rest are NOT protected");
  }

  @Test
  void an_address_that_quarkus_takes_from_a_header_is_not_to_be_believed() throws IOException {
    add("io/quarkus/runtime/Quarkus");
    Files.createDirectories(classes.resolve("META-INF"));
    Files.writeString(
        classes.resolve("META-INF/microprofile-config.properties"),
        "quarkus.http.proxy.proxy-address-forwarding=true\n");

    assertThat(QuarkusCheck.warnings(application))
        .singleElement()
        .asString()
        .contains("gatehouse.trusted-proxies");
  }

  @Test
  void quarkus_without_servlets_is_told_when_it_looks_for_settings() throws IOException {
    add("io/quarkus/runtime/Quarkus");

    try (LogLines log = LogLines.of(QuarkusWithoutServlets.class.getName())) {
      assertThat(new QuarkusWithoutServlets().getConfigSources(application)).isEmpty();
      assertThat(log.levels()).containsExactly("WARN");
    }
  }

  @Test
  void quarkus_with_servlets_is_not() throws IOException {
    add("io/quarkus/runtime/Quarkus");
    add("io/quarkus/undertow/runtime/UndertowDeploymentRecorder");

    try (LogLines log = LogLines.of(QuarkusWithoutServlets.class.getName())) {
      new QuarkusWithoutServlets().getConfigSources(application);
      assertThat(log.levels()).isEmpty();
    }
  }

  @Test
  void microprofile_config_finds_it_in_the_jar() {
    assertThat(ServiceLoader.load(ConfigSourceProvider.class).stream())
        .anyMatch(found -> found.type() == QuarkusWithoutServlets.class);
  }

  private void add(String type) throws IOException {
    Path file = classes.resolve(type + ".class");
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}
