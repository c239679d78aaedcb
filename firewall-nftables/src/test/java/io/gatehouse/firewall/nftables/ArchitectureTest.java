package io.gatehouse.firewall.nftables;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** What the kernel's side may know. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.gatehouse.firewall");

  @Test
  void packages_have_no_cycles() {
    slices()
        .matching("io.gatehouse.firewall.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void knows_neither_where_decisions_come_from_nor_the_program() {
    knowsNone("io.gatehouse.lapi..", "io.gatehouse.store..", "io.gatehouse.daemon..");
  }

  @Test
  void knows_no_other_enforcer() {
    knowsNone("io.gatehouse.firewall.iptables..", "io.gatehouse.edge..", "io.gatehouse.servlet..");
  }

  @Test
  void speaks_to_the_kernel_and_to_nothing_else() {
    knowsNone("okhttp3..", "com.fasterxml..", "org.yaml..", "java.net.http..", "com.sun.jna..");
  }

  @Test
  void only_the_native_edge_knows_the_native_library() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("LibC")
        .and()
        .haveSimpleNameNotStartingWith("Functions")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jnr..")
        .check(CLASSES);
  }

  private void knowsNone(String... packages) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
