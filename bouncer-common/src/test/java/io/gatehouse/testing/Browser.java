package io.gatehouse.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's chromium without a window, driven through its DevTools protocol. It resolves every host
 * to loopback and asks nothing of the network. Close it.
 */
public final class Browser implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars",
          "--no-proxy-server",
          "--host-resolver-rules=MAP * 127.0.0.1",
          "--remote-debugging-port=0");

  private final Process process;
  private final Path profile;
  private final DevTools tools;

  private Browser(Process process, Path profile, DevTools tools) {
    this.process = process;
    this.profile = profile;
    this.tools = tools;
  }

  /** Whether there is one; a test that needs it is skipped where there is none. */
  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /** Starts one with an empty profile. */
  public static Browser start(String... moreFlags) {
    try {
      Path profile = Files.createTempDirectory("gatehouse-browser");
      List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
      command.addAll(FLAGS);
      command.addAll(List.of(moreFlags));
      command.add("--user-data-dir=" + profile);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(profile.resolve("output").toFile())
              .start();
      return new Browser(process, profile, DevTools.connect(endpoint(process, profile)));
    } catch (IOException e) {
      throw new AssertionError("starting " + PROGRAM, e);
    }
  }

  /** Chromium writes port and path into its profile when it listens. */
  private static String endpoint(Process process, Path profile) throws IOException {
    Path file = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == 2) {
        return "ws://127.0.0.1:" + lines.get(0) + lines.get(1);
      }
      if (exited(process)) {
        break;
      }
    }
    throw new AssertionError("chromium: " + Files.readString(profile.resolve("output")));
  }

  /** Looks again a moment later, or at once if the process ends. */
  private static boolean exited(Process process) {
    try {
      return process.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** An empty tab of somebody who shares no cookie with anybody else. */
  public BrowserPage newVisitor() {
    Object context = tools.call("Target.createBrowserContext", Map.of()).get("browserContextId");
    return newPage(String.valueOf(context));
  }

  /** Another tab of the same visitor. */
  public BrowserPage newTab(BrowserPage other) {
    return newPage(other.context());
  }

  private BrowserPage newPage(String context) {
    Object target =
        tools
            .call("Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
            .get("targetId");
    Object session =
        tools
            .call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId");
    return BrowserPage.of(tools, context, String.valueOf(session));
  }

  @Override
  public void close() {
    tools.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
      try (Stream<Path> files = Files.walk(profile)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new AssertionError("removing " + profile, e);
    }
  }
}
