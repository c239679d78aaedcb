package io.gatehouse.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.gatehouse.servlet");

  @Test
  void packages_have_no_cycles() {
    slices().matching("io.gatehouse.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void only_its_own_package_knows_spring() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gatehouse.servlet.spring..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "io.gatehouse.servlet.spring..")
        .check(CLASSES);
  }

  @Test
  void no_container_and_no_enforcer_is_known() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.catalina..",
            "org.eclipse.jetty..",
            "io.gatehouse.firewall..",
            "io.gatehouse.detector..",
            "io.gatehouse.daemon..")
        .check(CLASSES);
  }
}
