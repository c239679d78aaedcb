package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo as a stranger starts it, through the launcher. */
@Tag("netns")
@Timeout(180)
class DemoIT {
  private static final String END =
      "demo: attacker dropped [1-9]\\d* packets, neighbour 200, \\d+\\.\\d s";

  private static final String NOT_ALONE =
      "ip link add d0 type veth peer name d1 && exec java -cp target/lib/gatehouse.jar"
          + " io.gatehouse.daemon.Gatehouse demo";

  @BeforeEach
  void requirePackage() {
    PackagedProgram.assumePresent();
  }

  private record Ended(int code, String output) {}

  @Test
  void root_sees_attackers_dropped_and_the_host_unchanged() throws Exception {
    assumeThat(isRoot()).as("namespaces are not allowed: not root").isTrue();
    String before = host();

    Ended demo = run(PackagedProgram.launcher(), "demo");

    assertThat(demo.output()).contains("gatehouse/http-sensitive-files", "gatehouse/log4shell");
    assertThat(demo.output().strip().lines().reduce((a, b) -> b).orElse("")).matches(END);
    assertThat(demo.code()).isZero();
    assertThat(host()).isEqualTo(before);
  }

  @Test
  void anybody_sees_it_where_user_namespaces_are_allowed() throws Exception {
    List<String> nobody =
        List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");
    assumeThat(isRoot()).as("only root can become somebody else").isTrue();
    assumeThat(run(with(nobody, "unshare", "-Urn", "true")).code())
        .as("user namespaces are not allowed here")
        .isZero();
    assumeThat(run(with(nobody, "test", "-r", PackagedProgram.launcher())).code())
        .as("another user may not read this directory")
        .isZero();
    String before = host();

    Ended demo = run(with(nobody, PackagedProgram.launcher(), "demo"));

    assertThat(demo.output().strip().lines().reduce((a, b) -> b).orElse("")).matches(END);
    assertThat(demo.code()).isZero();
    assertThat(host()).isEqualTo(before);
  }

  @Test
  void without_a_network_of_its_own_it_refuses_in_one_line() throws Exception {
    assumeThat(isRoot()).as("namespaces are not allowed: not root").isTrue();

    Ended demo = run("unshare", "-n", "sh", "-c", NOT_ALONE);

    assertThat(demo.code()).isEqualTo(1);
    assertThat(demo.output()).contains("demo: this process shares its network with the host (d");
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Everything of the host's network that the demo could have changed. */
  private static String host() throws Exception {
    return run("nft", "list", "ruleset").output() + run("ip", "-o", "link").output();
  }

  private static String[] with(List<String> prefix, String... command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(List.of(command));
    return all.toArray(String[]::new);
  }

  private static Ended run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
