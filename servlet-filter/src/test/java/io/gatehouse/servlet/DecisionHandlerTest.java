package io.gatehouse.servlet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.bouncer.SettingSource;
import io.gatehouse.decision.Decision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that asks for a second factor where the decision is {@code step-up}. */
class DecisionHandlerTest {
  private static final String DECIDED = "203.0.113.12";
  private static final String CLEAN = "203.0.113.1";

  @TempDir Path directory;
  private TomcatSite site;
  private @Nullable Gatehouse gatehouse;

  @BeforeEach
  void prepare() {
    site = new TomcatSite(directory, "");
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
    requireNonNull(gatehouse).close();
  }

  @Test
  void it_answers_a_request_from_the_address_that_was_decided_about() throws Exception {
    start(List.of(new SecondFactor()));

    HttpResponse<String> asked = get(DECIDED);

    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(asked.body()).isEqualTo("a second factor, for crowdsecurity/http-generic-bf");
    assertThat(get(CLEAN).statusCode()).isEqualTo(200);
  }

  @Test
  void it_lets_the_request_go_on() throws Exception {
    start(List.of(new SecondFactor()));

    assertThat(get(DECIDED, "X-One-Time-Password", "123456").body()).contains("hello GET");
  }

  @Test
  void without_one_the_fallback_counts() throws Exception {
    start(List.of());

    HttpResponse<String> refused = get(DECIDED, "X-One-Time-Password", "123456");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("X-Gatehouse-Action")).contains("ban");
  }

  private void start(List<DecisionHandler> handlers) throws Exception {
    Path decisions =
        Files.writeString(
            directory.resolve("decisions.csv"),
            "value,type,scenario\n" + DECIDED + ",step-up,crowdsecurity/http-generic-bf\n");
    Map<String, String> settings =
        Map.of(
            "gatehouse.decisions-file",
            decisions.toString(),
            "gatehouse.trusted-proxies",
            "loopback");
    Gatehouse opened =
        Gatehouse.open(
            Gatehouse.settings(List.of(SettingSource.of("test", settings))),
            new SimpleMeterRegistry(),
            handlers);
    gatehouse = opened;
    site.then("gatehouse", new GatehouseFilter(opened)).servlet("/hello/*", new Hello()).start();
  }

  private HttpResponse<String> get(String client, String... more) throws Exception {
    String[] headers = new String[more.length + 2];
    headers[0] = "X-Forwarded-For";
    headers[1] = client;
    System.arraycopy(more, 0, headers, 2, more.length);
    return Client.browse(site.at("/hello"), headers);
  }

  /** Takes any password. */
  private static final class SecondFactor implements DecisionHandler {
    @Override
    public String type() {
      return "step-up";
    }

    @Override
    public boolean handle(
        HttpServletRequest request, HttpServletResponse response, Decision decision)
        throws IOException {
      if (request.getHeader("X-One-Time-Password") != null) {
        return true;
      }
      response.setStatus(401);
      response.getWriter().print("a second factor, for " + decision.kind().scenario());
      return false;
    }
  }
}
