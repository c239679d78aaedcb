package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.bouncer.HttpBouncer;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.daemon.settings.ForwardAuthConfig;
import io.gatehouse.testing.Answer;
import io.gatehouse.testing.ScriptedLapi;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What proxies see while the configuration is read anew. */
class ForwardAuthListenerTest {
  private static final String BANNED = "203.0.113.9";
  private static final String BANS =
      """
      {"deleted":null,"new":[{"id":1,"origin":"cscli","type":"ban","scope":"Ip",
        "value":"203.0.113.9","duration":"4h","scenario":"manual"}]}""";

  @TempDir private Path directory;
  private final ForwardAuthListener listener = new ForwardAuthListener();

  @AfterEach
  void close() {
    listener.close();
  }

  @Test
  void every_question_finds_an_answer_while_one_bouncer_follows_another() throws Exception {
    serve(fromFile());
    int port = listener.port().orElseThrow();
    ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
    AtomicBoolean enough = new AtomicBoolean();
    Thread proxy =
        new Thread(
            () -> {
              while (!enough.get()) {
                answers.add(ask(port));
              }
            });
    proxy.start();

    for (int reload = 0; reload < 10; reload++) {
      int asked = answers.size();
      serve(fromFile());
      await().until(() -> answers.size() > asked);
    }

    enough.set(true);
    proxy.join();
    assertThat(answers).hasSizeGreaterThan(9).containsOnly("HTTP/1.1 403");
  }

  @Test
  void the_next_settings_hold() throws Exception {
    serve(fromFile());
    assertThat(ask()).isEqualTo("HTTP/1.1 403");

    serve(fromFile() + "dry_run: true\n");

    assertThat(ask()).isEqualTo("HTTP/1.1 200");
  }

  @Test
  void nobody_slips_through_before_the_next_bouncer_has_its_decisions() throws Exception {
    try (ScriptedLapi lapi = ScriptedLapi.start().otherwise(request -> Answer.json(BANS))) {
      serve(fromFile());

      serve("api_url: " + lapi.url() + "\napi_key: key\n");

      assertThat(ask()).isEqualTo("HTTP/1.1 403");
    }
  }

  @Test
  void another_place_takes_the_place_of_the_first() throws Exception {
    serve(fromFile());
    Path socket = directory.resolve("s");

    serve(fromFile() + "listen_socket: " + socket + "\n");

    assertThat(socket).exists();
    assertThat(ask()).isEqualTo("HTTP/1.1 403");
  }

  private String fromFile() throws IOException {
    Path decisions = directory.resolve("decisions.csv");
    Files.writeString(decisions, "duration,scope,value,type\n4h,ip," + BANNED + ",ban\n");
    return "decisions_file: " + decisions + "\n";
  }

  private void serve(String settings) throws Exception {
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    String text = "listen_uri: 127.0.0.1:0\n" + settings;
    ForwardAuthConfig config =
        ForwardAuthConfig.read(ConfigFile.ofText("f.yaml", text).open(Map.of(), report), "1");
    report.finish();
    listener.serve(config, HttpBouncer.open(config.bouncer(), new SimpleMeterRegistry(), Set.of()));
  }

  private String ask() {
    return ask(listener.port().orElseThrow());
  }

  /** The status line of an answer, on a connection of its own. */
  private static String ask(int port) {
    String question =
        """
        GET /auth HTTP/1.1
        Host: shop.example
        X-Forwarded-Method: GET
        X-Forwarded-Uri: /
        X-Forwarded-For: 203.0.113.9
        Connection: close

        """;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(question.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().map(line -> line.substring(0, 12)).orElse("nothing");
    } catch (IOException e) {
      return "refused";
    }
  }
}
