package io.gatehouse.daemon.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.daemon.export.Exporter.Result;
import io.gatehouse.decision.Remediation;
import io.gatehouse.lapi.AnswerLimits;
import io.gatehouse.lapi.DecisionFile;
import io.gatehouse.store.DecisionStore;
import io.gatehouse.testing.Finished;
import io.gatehouse.testing.ManualTime;
import io.gatehouse.testing.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {
  private static final String SEVERAL =
      """
      duration,scope,value,type
      4h,ip,203.0.113.7,captcha
      4h,ip,203.0.113.7,ban
      4h,range,198.51.100.0/24,captcha
      4h,ip,198.51.100.1,captcha
      4h,ip,198.51.100.2,ban
      1h,ip,192.0.2.1,ban
      4h,range,2001:db8::/48,ban
      4h,ip,2001:db8::1,captcha
      4h,country,FR,ban
      """;

  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private final DecisionStore store = new DecisionStore(time);

  @TempDir private Path directory;
  private Path file = Path.of("");
  private int reloads;
  private boolean reloadSucceeds = true;

  @BeforeEach
  void name() {
    file = directory.resolve("list");
  }

  @Test
  void the_longest_match_tells_the_strongest_remediation_in_as_few_lines_as_that_takes()
      throws Exception {
    pull(SEVERAL);

    assertThat(lines(ListForm.HAPROXY))
        .containsExactly(
            "192.0.2.1 ban",
            "198.51.100.0/24 captcha",
            "198.51.100.2 ban",
            "203.0.113.7 ban",
            "2001:db8::/48 ban");
    assertThat(lines(ListForm.NGINX)).contains("198.51.100.0/24 captcha;");
    assertThat(lines(ListForm.PLAIN)).contains("198.51.100.0/24", "203.0.113.7");
  }

  @Test
  void one_type_alone_is_listed_where_that_is_wanted() throws Exception {
    pull(SEVERAL);

    assertThat(Exporter.text(store, Set.of(Remediation.CAPTCHA), ListForm.HAPROXY))
        .contains("203.0.113.7 captcha", "2001:db8::1 captcha")
        .doesNotContain("ban\n");
  }

  @Test
  void a_type_cannot_write_into_the_syntax_of_the_file() throws Exception {
    pull("duration,scope,value,type\n4h,ip,203.0.113.7,a; include /etc/passwd\n");

    assertThat(lines(ListForm.NGINX)).containsExactly("203.0.113.7 ban;");
  }

  @Test
  void the_programs_read_their_forms() throws Exception {
    assumeTrue(
        TestHost.here().run("sh", "-c", "command -v nginx").succeeded(), "nginx is not installed");
    assumeTrue(
        TestHost.here().run("sh", "-c", "command -v haproxy").succeeded(),
        "haproxy is not installed");
    pull(SEVERAL);
    write("nginx.list", Exporter.text(store, Set.of(), ListForm.NGINX));
    write("haproxy.map", Exporter.text(store, Set.of(), ListForm.HAPROXY));
    write("plain.list", Exporter.text(store, Set.of(), ListForm.PLAIN));

    Finished nginx =
        run("nginx", "-t", "-e", "stderr", "-p", directory + "/", "-c", write("n.conf", nginx()));
    Finished haproxy = run("haproxy", "-c", "-f", write("h.cfg", haproxy()));

    assertThat(nginx.err()).contains("syntax is ok");
    assertThat(haproxy.succeeded()).as(haproxy.err()).isTrue();
  }

  @Test
  void nothing_is_written_before_a_whole_pull() throws Exception {
    assertThat(exporter().tick()).isEqualTo(Result.WAITING);
    assertThat(file).doesNotExist();
  }

  @Test
  void only_a_change_is_written_and_told() throws Exception {
    Exporter exporter = exporter();
    pull(SEVERAL);
    assertThat(exporter.tick()).isEqualTo(Result.WRITTEN);

    pull(SEVERAL.replace("4h", "5h"));

    assertThat(exporter.tick()).isEqualTo(Result.UNCHANGED);
    assertThat(reloads).isEqualTo(1);
  }

  @Test
  void what_ends_leaves_the_file() throws Exception {
    Exporter exporter = exporter();
    pull(SEVERAL);
    exporter.tick();

    time.advance(Duration.ofHours(2));

    assertThat(exporter.tick()).isEqualTo(Result.WRITTEN);
    assertThat(file).content().doesNotContain("192.0.2.1").contains("203.0.113.7");
  }

  @Test
  void the_program_is_told_at_the_start_of_what_was_written_before_a_crash() throws Exception {
    pull(SEVERAL);
    exporter().tick();

    assertThat(exporter().tick()).isEqualTo(Result.UNCHANGED);

    assertThat(reloads).isEqualTo(2);
  }

  @Test
  void who_did_not_understand_is_told_again() throws Exception {
    Exporter exporter = exporter();
    pull(SEVERAL);
    reloadSucceeds = false;
    exporter.tick();
    reloadSucceeds = true;

    exporter.tick();
    exporter.tick();

    assertThat(reloads).isEqualTo(2);
  }

  @Test
  void an_empty_lapi_empties_no_file_until_it_is_believed() throws Exception {
    Files.writeString(file, "203.0.113.7\n");
    Exporter exporter = exporter();
    pull("duration,scope,value,type\n");

    assertThat(exporter.tick()).isEqualTo(Result.DOUBTED);
    assertThat(file).hasContent("203.0.113.7");
    assertThat(reloads).isZero();

    exporter.believe();
    assertThat(exporter.tick()).isEqualTo(Result.WRITTEN);
    assertThat(file).content().doesNotContain("203.0.113.7");
  }

  @Test
  void a_list_that_has_shrunk_by_half_is_doubted_and_a_short_one_is_not() throws Exception {
    pull("203.0.113.7\n");
    Files.writeString(file, numbered(1000));
    assertThat(exporter().tick()).isEqualTo(Result.DOUBTED);

    Files.writeString(file, numbered(999));
    assertThat(exporter().tick()).isEqualTo(Result.WRITTEN);
  }

  private static String numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "10.0." + i / 256 + "." + i % 256 + "\n")
        .collect(Collectors.joining());
  }

  private void pull(String text) throws Exception {
    Path decisions = Files.writeString(directory.resolve("decisions"), text);
    new DecisionFile(decisions, Duration.ofHours(4), time, AnswerLimits.DEFAULT).readInto(store);
  }

  private Exporter exporter() {
    return new Exporter(store, Set.of(), ListForm.PLAIN, file, this::reload);
  }

  private boolean reload() {
    reloads++;
    return reloadSucceeds;
  }

  private List<String> lines(ListForm form) {
    return Exporter.text(store, Set.of(), form)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static Finished run(String... words) {
    return TestHost.here().run(words);
  }

  private String nginx() {
    return "pid %1$s/pid; events {} http { geo $gatehouse { default pass; include %1$s/nginx.list; } }"
        .formatted(directory);
  }

  private String haproxy() {
    return """
        defaults
          mode http
          timeout connect 5s
          timeout client 5s
          timeout server 5s
        frontend web
          bind unix@%1$s/socket
          http-request deny if { src,map_ip(%1$s/haproxy.map,pass) -m str ban }
          http-request deny if { src -f %1$s/plain.list }
        """
        .formatted(directory);
  }
}
