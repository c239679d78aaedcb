package io.gatehouse.daemon.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Two network namespaces that a cable joins: this process's own, in which the server is, and one of
 * a single thread, in which the visitors are. Refuses to work where this process shares its network
 * with the host, and is gone with the process. Addresses are those of documentation (RFC 5737).
 */
final class DemoNetwork implements AutoCloseable {
  static final String SERVER = "203.0.113.1";
  static final String SCANNER = "203.0.113.66";
  static final String EXPLOITER = "203.0.113.99";
  static final String NEIGHBOUR = "203.0.113.7";

  private final ExecutorService visitors =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "demo-visitors");
            thread.setDaemon(true);
            return thread;
          });

  private DemoNetwork() {}

  /** Lays the cable. */
  static DemoNetwork build() throws DemoException, InterruptedException {
    requirePrivate();
    DemoNetwork network = new DemoNetwork();
    try {
      network.lay();
      return network;
    } catch (DemoException | InterruptedException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** A new namespace has a loopback interface and nothing else; no host is like that. */
  private static void requirePrivate() throws DemoException {
    try {
      List<String> links =
          Files.readAllLines(Path.of("/proc/net/dev"), UTF_8).stream()
              .skip(2)
              .map(line -> line.substring(0, line.indexOf(':')).strip())
              .filter(name -> !isInEveryNamespace(name))
              .toList();
      if (!links.isEmpty()) {
        throw new DemoException(
            "demo: this process shares its network with the host (%s); start it as bin/gatehouse"
                    .formatted(String.join(", ", links))
                + " demo");
      }
    } catch (IOException e) {
      throw new DemoException("demo: /proc/net/dev can't be read: " + e.getMessage());
    }
  }

  /** Kernels that have tunnels built in put a fallback device of each into every namespace. */
  private static boolean isInEveryNamespace(String name) {
    return name.equals("lo")
        || name.matches("(tunl|sit|gre|gretap|erspan|ip_vti|ip6tnl|ip6gre|ip6_vti)0");
  }

  private void lay() throws DemoException, InterruptedException {
    String there =
        inVisitors(
            () -> {
              Libc.enterNewNetwork();
              return "/proc/" + Files.readSymbolicLink(Path.of("/proc/thread-self")) + "/ns/net";
            });
    ip("link", "add", "gh-server", "type", "veth", "peer", "name", "gh-visitors");
    ip("link", "set", "gh-visitors", "netns", there);
    ip("link", "set", "lo", "up");
    ip("address", "add", SERVER + "/24", "dev", "gh-server");
    ip("link", "set", "gh-server", "up");
    inVisitors(
        () -> {
          ip("address", "add", NEIGHBOUR + "/24", "dev", "gh-visitors");
          ip("address", "add", EXPLOITER + "/24", "dev", "gh-visitors");
          ip("address", "add", SCANNER + "/24", "dev", "gh-visitors");
          ip("link", "set", "gh-visitors", "up");
          return true;
        });
  }

  /** Does something as a visitor: sockets and programs that it opens are on the far side. */
  <T> T inVisitors(Callable<T> action) throws DemoException, InterruptedException {
    try {
      return visitors.submit(action).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DemoException told) {
        throw told;
      }
      throw new DemoException("demo: " + e.getCause());
    }
  }

  private static void ip(String... words) throws DemoException, InterruptedException {
    try {
      ProcessBuilder builder = new ProcessBuilder("ip");
      builder.command().addAll(List.of(words));
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new DemoException("demo: `ip %s`: %s".formatted(String.join(" ", words), output));
      }
    } catch (IOException e) {
      throw new DemoException("demo: the program ip is missing; install iproute2");
    }
  }

  @Override
  public void close() {
    visitors.shutdownNow();
  }
}
