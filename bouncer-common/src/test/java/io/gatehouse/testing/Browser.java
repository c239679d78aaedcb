package io.gatehouse.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Debian's chromium without a window, driven through its DevTools protocol. It resolves every host
 * to one address, loopback where nothing else is said, and asks nothing else of the network. Close
 * it.
 */
public final class Browser implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
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
          "--remote-debugging-pipe");

  /** It reads calls from descriptor 3 and writes answers to 4; what it prints goes to a file. */
  private static final List<String> PIPES =
      List.of("sh", "-c", "log=$1; shift; exec \"$@\" 3<&0 4>&1 0</dev/null 1>$log 2>&1", "sh");

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
    return startAt(TestHost.here(), "127.0.0.1", moreFlags);
  }

  /** Starts one in another network, where every host is this address. */
  public static Browser startAt(TestHost host, String address, String... moreFlags) {
    try {
      Path profile = Files.createTempDirectory("gatehouse-browser");
      List<String> command = new ArrayList<>(PIPES);
      command.addAll(List.of(profile.resolve("output").toString(), PROGRAM.toString()));
      command.addAll(FLAGS);
      command.add("--host-resolver-rules=MAP * " + address);
      command.addAll(List.of(moreFlags));
      command.add("--user-data-dir=" + profile);
      Process process = host.command(command).start();
      DevTools tools = DevTools.over(process.getOutputStream(), process.getInputStream());
      return new Browser(process, profile, tools);
    } catch (IOException e) {
      throw new AssertionError("starting " + PROGRAM, e);
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
