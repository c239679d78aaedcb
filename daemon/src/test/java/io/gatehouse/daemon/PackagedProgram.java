package io.gatehouse.daemon;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** {@code bin/gatehouse} with what this build has made, laid out as a package does. */
final class PackagedProgram {
  private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Path PACKAGE = BASE.resolve("target/package");
  private static final Path LAUNCHER = PACKAGE.resolve("bin/gatehouse");

  private PackagedProgram() {}

  /**
   * Ends a test as skipped where nothing is built. A launcher in a checkout would build anew, in
   * the midst of the build that runs the test.
   */
  static void assumePresent() {
    Path built = BASE.resolve("target/lib");
    Assumptions.assumeTrue(Files.exists(built.resolve("gatehouse.jar")), "nothing is packaged yet");
    try {
      Files.createDirectories(LAUNCHER.getParent());
      putLauncher();
      Files.createSymbolicLink(PACKAGE.resolve("lib"), built);
    } catch (FileAlreadyExistsException linked) {
      // by an earlier run, or by the tests that run beside these
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whole at once: tests in another process may be starting it. */
  private static void putLauncher() throws IOException {
    Path copy = Files.createTempFile(LAUNCHER.getParent(), "gatehouse", ".new");
    Files.copy(BASE.resolve("../bin/gatehouse"), copy, REPLACE_EXISTING, COPY_ATTRIBUTES);
    Files.move(copy, LAUNCHER, ATOMIC_MOVE);
  }

  /** The program's path, once it is known to be there. */
  static String launcher() {
    return LAUNCHER.toString();
  }
}
