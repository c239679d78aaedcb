package io.gatehouse.bouncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.appsec.AppSecRequest;
import io.gatehouse.challenge.Visit;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.net.IpAddress;
import io.gatehouse.request.ClientAddress;
import io.gatehouse.request.Verdict;
import io.gatehouse.testing.Answer;
import io.gatehouse.testing.ScriptedLapi;
import io.gatehouse.testing.ScriptedLapi.ClientCertificate;
import io.gatehouse.testing.TestCertificates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A LAPI and an AppSec that let nobody in without a certificate. */
class BouncerTlsTest {
  private static final String ADDRESS = "203.0.113.9";
  private static final String BANNED =
      """
      [{"id":1,"origin":"cscli","type":"ban","scope":"Ip","value":"203.0.113.9",
        "duration":"4h","scenario":"manual"}]""";
  private static final String STREAM = "{\"deleted\":null,\"new\":" + BANNED + "}";

  @TempDir private Path directory;

  private static ScriptedLapi server(Answer answer) {
    return ScriptedLapi.startTls(
            TestCertificates.serving(TestCertificates.SERVER), ClientCertificate.REQUIRED)
        .otherwise(request -> answer);
  }

  private Map<String, String> certificate(String section) throws IOException {
    return Map.of(
        section + "ca-cert-path", TestCertificates.authorityFile(directory).toString(),
        section + "cert-path", TestCertificates.clientFile(directory).toString(),
        section + "key-path", TestCertificates.clientKeyFile(directory).toString());
  }

  private static HttpBouncer open(Map<String, String> texts) throws Exception {
    return HttpBouncer.open(
        BouncerSettings.read(new Component("test", "1"), List.of(SettingSource.of("test", texts))),
        new SimpleMeterRegistry(),
        Set.of());
  }

  private static Judgement judge(HttpBouncer bouncer) {
    ClientAddress client = bouncer.client(ADDRESS, name -> List.of());
    return bouncer.judge(visit(), client, new RequestPath("/", "/"));
  }

  private static Visit visit() {
    return new Visit(
        "GET",
        "/",
        "",
        "localhost",
        true,
        IpAddress.parse(ADDRESS),
        OptionalLong.empty(),
        "id",
        name -> null);
  }

  @Test
  void a_stream_comes_from_a_lapi_that_wants_a_certificate() throws Exception {
    try (ScriptedLapi lapi = server(Answer.json(STREAM))) {
      Map<String, String> texts = new HashMap<>(certificate("gatehouse.lapi."));
      texts.put("gatehouse.api-url", lapi.url());

      try (HttpBouncer bouncer = open(texts)) {
        await().until(() -> bouncer.decisions().equals(Optional.of(1)));
      }

      assertThat(lapi.takeRequest().header("X-Api-Key")).isEmpty();
    }
  }

  @Test
  void live_mode_shows_the_certificate_as_well() throws Exception {
    try (ScriptedLapi lapi = server(Answer.json(BANNED))) {
      Map<String, String> texts = new HashMap<>(certificate("gatehouse.lapi."));
      texts.put("gatehouse.api-url", lapi.url());
      texts.put("gatehouse.mode", "live");
      texts.put("gatehouse.live.timeout", "20s");

      try (HttpBouncer bouncer = open(texts)) {
        assertThat(judge(bouncer).verdict().answer()).isEqualTo(Verdict.Answer.REFUSE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gatehouse.lapi.", "gatehouse.appsec."})
  void appsec_is_shown_its_own_certificate_or_that_for_lapi(String section) throws Exception {
    try (ScriptedLapi lapi = server(Answer.json(ScriptedLapi.NOTHING_NEW));
        ScriptedLapi appSec = server(Answer.json("{\"action\":\"ban\"}"))) {
      Map<String, String> texts = new HashMap<>(certificate(section));
      texts.put("gatehouse.api-url", lapi.url());
      texts.put("gatehouse.appsec.url", appSec.url());
      texts.put("gatehouse.appsec.api-key", "the-key");
      texts.put("gatehouse.appsec.connect-timeout", "20s");
      texts.put("gatehouse.appsec.timeout", "20s");
      if (!section.equals("gatehouse.lapi.")) {
        texts.put("gatehouse.api-key", "key");
      }

      try (HttpBouncer bouncer = open(texts)) {
        Judgement judgement = judge(bouncer);
        judgement.inspect(question());
        assertThat(judgement.verdict().answer()).isEqualTo(Verdict.Answer.REFUSE);
      }
    }
  }

  private static AppSecRequest question() {
    return new AppSecRequest(
        "GET",
        "/",
        "localhost",
        "HTTP/1.1",
        IpAddress.parse(ADDRESS),
        "id",
        List.of(),
        AppSecRequest.Body.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gatehouse.lapi.", "gatehouse.appsec."})
  void a_file_that_is_missing_is_named_at_the_start(String section) {
    Map<String, String> texts =
        Map.of(
            "gatehouse.api-url",
            "https://localhost:1/",
            "gatehouse.api-key",
            "key",
            "gatehouse.appsec.url",
            "https://localhost:1/",
            section + "ca-cert-path",
            "/nowhere/ca.pem");

    assertThatThrownBy(() -> open(texts).close())
        .isInstanceOf(LapiException.class)
        .hasMessageContaining("/nowhere/ca.pem can't be used: there is no such file");
  }
}
