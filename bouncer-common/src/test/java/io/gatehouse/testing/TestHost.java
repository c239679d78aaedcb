package io.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A place where programs run: the network of this machine, or a namespace. Immutable; any thread.
 *
 * @param name for messages; the namespace's own, where it is one
 * @param entry words before each command that lead into it; empty for this machine
 */
public record TestHost(String name, List<String> entry) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** This machine as it is. Nothing that changes its network may be run here. */
  public static TestHost here() {
    return new TestHost("this machine", List.of());
  }

  /** The namespace that {@code ip netns} knows under a name. */
  static TestHost namespace(String name) {
    return new TestHost(name, List.of("ip", "netns", "exec", name));
  }

  /** A program to be started here. {@code ip netns exec} replaces itself, so its id is its own. */
  public ProcessBuilder command(String... words) {
    return command(List.of(words));
  }

  /** As {@link #command(String...)}. */
  public ProcessBuilder command(List<String> words) {
    List<String> whole = new ArrayList<>(entry);
    whole.addAll(words);
    return new ProcessBuilder(whole);
  }

  /** Runs a program to its end, at most 30 s. */
  public Finished run(String... words) {
    return finish(command(words));
  }

  /** Runs a program that has to succeed, and returns its standard output. */
  public String expect(String... words) {
    return run(words).expectSuccess();
  }

  /**
   * Runs what {@link #command} has prepared to its end, at most 30 s.
   *
   * @throws AssertionError if it has not ended by then; it is killed first
   */
  public static Finished finish(ProcessBuilder program) {
    try {
      Path out = Files.createTempFile("gatehouse-out", ".txt");
      Path err = Files.createTempFile("gatehouse-err", ".txt");
      try {
        Process process = program.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        return new Finished(program.command(), await(program, process), text(out), text(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks a program to end as a service manager does, and kills it if it has not within 10 s. */
  public static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static int await(ProcessBuilder program, Process process) {
    try {
      if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new AssertionError(
        "%s has not ended within %s".formatted(String.join(" ", program.command()), PATIENCE));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
