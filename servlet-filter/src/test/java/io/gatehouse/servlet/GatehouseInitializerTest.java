package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContainerInitializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatehouseInitializerTest {
  @TempDir Path directory;
  private TomcatSite site;

  @BeforeEach
  void prepare() {
    site = new TomcatSite(directory, "");
    site.context().addServletContainerInitializer(new GatehouseInitializer(any -> false), null);
    site.servlet("/hello/*", new Hello());
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @Test
  void a_container_finds_it_in_the_jar() {
    assertThat(ServiceLoader.load(ServletContainerInitializer.class).stream())
        .anyMatch(found -> found.type() == GatehouseInitializer.class);
  }

  @Test
  void parameters_of_the_application_are_enough() throws Exception {
    site.context().addParameter("gatehouse.decisions-file", decisions());

    site.start();

    assertThat(Client.browse(site.at("/hello")).statusCode()).isEqualTo(403);
  }

  @Test
  void an_application_of_spring_boot_is_left_to_its_own_way() throws Exception {
    TomcatSite boot = new TomcatSite(directory, "");
    boot.context().addServletContainerInitializer(new GatehouseInitializer(any -> true), null);
    boot.context().addParameter("gatehouse.decisions-file", decisions());

    boot.start();

    assertThat(boot.context().findFilterDefs()).isEmpty();
    boot.close();
  }

  @Test
  void without_settings_the_application_runs_unprotected() throws Exception {
    site.start();

    assertThat(Client.browse(site.at("/hello")).statusCode()).isEqualTo(200);
  }

  @Test
  void a_filter_that_the_application_registers_itself_stays_the_only_one() throws Exception {
    site.filter(Map.of("gatehouse.decisions-file", decisions()));
    site.context().addParameter("gatehouse.decisions-file", decisions());

    site.start();

    assertThat(site.context().findFilterDefs()).hasSize(1);
  }

  private String decisions() throws Exception {
    Path file = directory.resolve("decisions.txt");
    Files.writeString(file, "127.0.0.1\n");
    return file.toString();
  }
}
