package io.gatehouse.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * Two network namespaces joined by a veth pair: one to be guarded, one that holds the addresses of
 * many clients. The host's network is not touched. For whole programs; a test that calls the kernel
 * from its own thread moves that thread instead.
 *
 * <p>Client addresses are documentation ranges (RFC 5737, RFC 3849), which the product does not
 * exempt. There is no default route, and every client has a route of its own.
 */
public final class TwoNamespaces implements AutoCloseable {
  /** The guarded side's own addresses. */
  public static final String GUARDED_V4 = "203.0.113.1";

  public static final String GUARDED_V6 = "2001:db8::1";

  /** Clients that are there from the start. More come with {@link #addClient}. */
  public static final List<String> CLIENTS =
      List.of(
          "198.51.100.10",
          "198.51.100.11",
          "192.0.2.10",
          "192.0.2.130",
          "2001:db8:1::10",
          "2001:db8:2::10");

  private static final String DEVICE = "veth0";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final TestHost HERE = TestHost.here();

  private final TestHost guarded;
  private final TestHost clients;
  private final Thread atExit = new Thread(this::remove, "remove network namespaces");

  private TwoNamespaces(String name) {
    guarded = TestHost.namespace(name + "-guarded");
    clients = TestHost.namespace(name + "-clients");
  }

  /**
   * Makes both sides and waits for nothing: duplicate address detection is off.
   *
   * @throws AssertionError if the machine refuses; nothing is left behind
   */
  public static TwoNamespaces open() {
    TwoNamespaces pair =
        new TwoNamespaces(
            "gh-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.getAndIncrement()));
    Runtime.getRuntime().addShutdownHook(pair.atExit);
    try {
      pair.build();
      return pair;
    } catch (AssertionError e) {
      pair.close();
      throw e;
    }
  }

  /**
   * Ends a test as skipped, with the reason, where namespaces may not be made or ping is absent.
   */
  public static void assumeAllowed() {
    String name = "gh-%d-probe".formatted(ProcessHandle.current().pid());
    Finished made = HERE.run("ip", "netns", "add", name);
    HERE.run("ip", "netns", "del", name);
    Assumptions.assumeTrue(
        made.succeeded(), () -> "network namespaces are not allowed here: " + made.err().strip());
    Assumptions.assumeTrue(
        HERE.run("sh", "-c", "command -v ping nft").succeeded(), "ping or nft is not installed");
  }

  /** Where the program under test and its LAPI run. */
  public TestHost guarded() {
    return guarded;
  }

  /** Where the packets come from. */
  public TestHost clients() {
    return clients;
  }

  /** Lets the client side send from one more address. */
  public void addClient(String address) {
    String single = address + (isV6(address) ? "/128" : "/32");
    clients.expect("ip", "addr", "add", single, "dev", DEVICE);
    guarded.expect("ip", "route", "replace", single, "dev", DEVICE);
  }

  /** Whether the guarded side answers one echo request from this client within a second. */
  public boolean answers(String client) {
    return clients
        .run("ping", "-n", "-c", "1", "-W", "1", "-I", client, target(client))
        .succeeded();
  }

  /** Starts to send from a client every few milliseconds, to see what happens meanwhile. */
  public EchoStream stream(String client) {
    return EchoStream.start(clients, client, target(client));
  }

  /** Ends every program on both sides and takes them away. Twice does nothing more. */
  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException alreadyGoingDown) {
      // The hook is running, or has done what this call has just done.
    }
  }

  private void build() {
    for (TestHost side : List.of(guarded, clients)) {
      HERE.expect("ip", "netns", "add", side.name());
      side.expect("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad");
      side.expect("ip", "link", "set", "lo", "up");
    }
    guarded.expect(
        "ip", "link", "add", DEVICE, "type", "veth", "peer", DEVICE, "netns", clients.name());
    addSide(guarded, GUARDED_V4, GUARDED_V6);
    addSide(clients, "203.0.113.2", "2001:db8::2");
    CLIENTS.forEach(this::addClient);
  }

  private static void addSide(TestHost side, String v4, String v6) {
    side.expect("ip", "addr", "add", v4 + "/24", "dev", DEVICE);
    side.expect("ip", "addr", "add", v6 + "/64", "dev", DEVICE);
    side.expect("ip", "link", "set", DEVICE, "up");
  }

  private void remove() {
    for (TestHost side : List.of(guarded, clients)) {
      HERE.run("ip", "netns", "pids", side.name())
          .out()
          .lines()
          .map(Long::valueOf)
          .flatMap(id -> ProcessHandle.of(id).stream())
          .forEach(ProcessHandle::destroyForcibly);
      HERE.run("ip", "netns", "del", side.name());
    }
  }

  private static String target(String client) {
    return isV6(client) ? GUARDED_V6 : GUARDED_V4;
  }

  private static boolean isV6(String address) {
    return address.indexOf(':') >= 0;
  }
}
