package io.gatehouse.daemon;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import org.junit.jupiter.api.Test;

/** The whole class path of the program: every module at once. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(ArchitectureTest::isNoTestJar)
          .importPackages("io.gatehouse");

  @Test
  void packages_of_all_modules_together_have_no_cycles() {
    slices().matching("io.gatehouse.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothing_knows_the_program() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gatehouse.daemon..")
        .should()
        .dependOnClassesThat(resideInAPackage("io.gatehouse.daemon.."))
        .check(CLASSES);
  }

  @Test
  void command_line_and_log_back_end_are_known_to_the_program_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gatehouse.daemon..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "ch.qos.logback..")
        .check(CLASSES);
  }

  private static boolean isNoTestJar(Location location) {
    return !location.contains("-tests.jar");
  }
}
