package io.gatehouse.firewall.nftables;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses all =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.gatehouse.firewall.nftables");

  @Test
  void knows_neither_lapi_nor_the_store() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.gatehouse.lapi..", "io.gatehouse.store..", "okhttp3..")
        .check(all);
  }

  @Test
  void only_the_native_edge_knows_the_native_library() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("LibC")
        .and()
        .haveSimpleNameNotStartingWith("Functions")
        .should()
        .dependOnClassesThat(resideInAnyPackage("jnr.."))
        .check(all);
  }

  @Test
  void its_doors_are_the_only_public_types() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .arePublic()
        .should()
        .haveSimpleNameStartingWith("Nftables")
        .check(all);
  }
}
