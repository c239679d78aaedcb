package io.gatehouse.detector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may know whom in the detector. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(ArchitectureTest::isNoTestJar)
          .importPackages("io.gatehouse");

  @Test
  void packages_have_no_cycles() {
    slices().matching("io.gatehouse.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void what_bouncers_see_knows_neither_database_nor_http() {
    packageKnowsNone(
        "io.gatehouse.lapi.active..", "java.sql..", "org.eclipse.jetty..", "okhttp3..");
  }

  @Test
  void the_database_knows_no_http() {
    packageKnowsNone("io.gatehouse.lapi.storage..", "org.eclipse.jetty..", "okhttp3..");
  }

  @Test
  void regular_expressions_know_nothing_else_of_ours() {
    packageKnowsNone(
        "io.gatehouse.detector.regex..",
        "io.gatehouse.detector.expr..",
        "io.gatehouse.detector.grok..",
        "io.gatehouse.detector.helper..",
        "com.fasterxml..",
        "io.gatehouse.lapi..");
  }

  @Test
  void expressions_and_grok_know_neither_world_nor_server() {
    for (String language :
        List.of("io.gatehouse.detector.expr..", "io.gatehouse.detector.grok..")) {
      packageKnowsNone(
          language,
          "io.gatehouse.detector.helper..",
          "io.gatehouse.lapi..",
          "com.fasterxml..",
          "java.net..",
          "java.nio.file..",
          "java.sql..",
          "java.lang.reflect..");
    }
  }

  @Test
  void the_detector_knows_no_enforcer_and_not_the_program() {
    packageKnowsNone("io.gatehouse..", "io.gatehouse.daemon..", "io.gatehouse.firewall..");
  }

  private static boolean isNoTestJar(Location location) {
    return !location.contains("-tests.jar");
  }

  private static void packageKnowsNone(String who, String... whom) {
    noClasses()
        .that()
        .resideInAPackage(who)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(whom)
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
