package io.gatehouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may know which. A package that does not exist yet holds every rule. */
class ArchitectureTest {
  /** Each knows only those before it. */
  private static final List<String> ORDER =
      List.of("net", "decision", "lapi", "store", "policy", "enforce", "request", "bouncer");

  private static final String[] VENDORS = {
    "software.amazon..", "jnr..", "com.sun.jna..", "jakarta..", "javax.servlet.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.gatehouse");

  @Test
  void packages_have_no_cycles() {
    slices()
        .matching("io.gatehouse.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("packagesWithThoseAfterThem")
  void a_package_knows_only_those_before_it(String name, String[] later) {
    noClasses()
        .that()
        .resideInAPackage(below(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void configuration_knows_only_addresses_and_vocabulary() {
    a_package_knows_only_those_before_it(
        "config",
        new String[] {
          below("lapi"), below("store"), below("policy"), below("enforce"), below("metrics")
        });
  }

  @Test
  void appsec_knows_of_decisions_their_words_alone() {
    a_package_knows_only_those_before_it(
        "appsec",
        new String[] {
          below("lapi"), below("store"), below("policy"), below("enforce"), below("challenge")
        });
  }

  @Test
  void challenges_know_neither_decisions_nor_who_takes_them() {
    a_package_knows_only_those_before_it(
        "challenge",
        new String[] {
          below("lapi"),
          below("store"),
          below("policy"),
          below("enforce"),
          below("request"),
          below("bouncer")
        });
  }

  @Test
  void nothing_here_knows_a_vendor_a_kernel_or_a_servlet_type() {
    noClasses().should().dependOnClassesThat().resideInAnyPackage(VENDORS).check(CLASSES);
  }

  @Test
  void what_decides_knows_neither_the_wire_nor_the_formats() {
    noClasses()
        .that()
        .resideInAnyPackage(below("net"), below("decision"), below("store"), below("policy"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "okhttp3..", "okio..", "com.fasterxml..", "org.yaml..", "java.net.http..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void addresses_depend_on_nothing_but_the_runtime() {
    classes()
        .that()
        .resideInAPackage(below("net"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(below("net"), "java..", "org.jspecify..")
        .check(CLASSES);
  }

  static Stream<Arguments> packagesWithThoseAfterThem() {
    return IntStream.range(0, ORDER.size() - 1)
        .mapToObj(
            i ->
                arguments(
                    ORDER.get(i),
                    ORDER.subList(i + 1, ORDER.size()).stream()
                        .map(ArchitectureTest::below)
                        .toArray(String[]::new)));
  }

  private static String below(String name) {
    return "io.gatehouse." + name + "..";
  }
}
