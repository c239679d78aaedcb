package io.gatehouse.servlet;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import jakarta.servlet.MultipartConfigElement;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real server with the filter in front of small applications, and an AppSec that says what it is
 * told to; each server has classes of its own.
 */
abstract class AppSecRig {
  static final WireMockServer APPSEC = new WireMockServer(wireMockConfig().dynamicPort());
  static final String BANNED = "203.0.113.9";
  static final String CLEAN = "203.0.113.1";
  static final String FORM = "application/x-www-form-urlencoded";

  @TempDir Path directory;
  private @Nullable Site site;

  /** A server that is not started yet. */
  abstract Site site(Path workDirectory);

  @BeforeAll
  static void startAppSec() {
    APPSEC.start();
  }

  @AfterAll
  static void stopAppSec() {
    APPSEC.stop();
  }

  @BeforeEach
  void allowEverything() {
    APPSEC.resetAll();
    answers(200, "{\"action\":\"allow\",\"http_status\":200}");
  }

  @AfterEach
  void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  Site site() {
    return Objects.requireNonNull(site, "not started");
  }

  void start(Map<String, String> more) throws Exception {
    Path file = directory.resolve("decisions.csv");
    Files.writeString(file, "duration,scope,value,type\n4h,ip," + BANNED + ",ban\n");
    Map<String, String> settings = new HashMap<>();
    settings.put("gatehouse.decisions-file", file.toString());
    settings.put("gatehouse.trusted-proxies", "loopback");
    settings.put("gatehouse.exclude", "/plain/*,/plain-up/*");
    settings.put("gatehouse.appsec.url", APPSEC.baseUrl() + "/");
    settings.put("gatehouse.appsec.api-key", "the-key");
    settings.put("gatehouse.appsec.connect-timeout", "2s");
    settings.put("gatehouse.appsec.timeout", "10s");
    settings.putAll(more);
    site =
        site(directory)
            .filter(settings)
            .servlet("/app/*", new Echo())
            .servlet("/plain/*", new Echo())
            .uploads("/up/*", new Echo(), uploadLimits())
            .uploads("/plain-up/*", new Echo(), uploadLimits())
            .start();
  }

  /** A file is held in memory up to 100 bytes, and refused beyond 5,000. */
  private MultipartConfigElement uploadLimits() {
    return new MultipartConfigElement(directory.toString(), 5000, -1, 100);
  }

  static void answers(int status, String body) {
    APPSEC.stubFor(any(anyUrl()).willReturn(okJson(body).withStatus(status)));
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("X-Forwarded-For", CLEAN));
    all.addAll(List.of("Accept", "text/html"));
    all.addAll(List.of(headers));
    return Client.send("GET", site().at(path), "", all);
  }

  HttpResponse<String> browse(String path, String... headers)
      throws IOException, InterruptedException {
    List<String> more = new ArrayList<>(List.of("X-Forwarded-For", CLEAN));
    more.addAll(List.of(headers));
    return Client.browse(site().at(path), more.toArray(String[]::new));
  }

  HttpResponse<String> from(String client, String path) throws IOException, InterruptedException {
    return Client.get(site().at(path), "X-Forwarded-For", client);
  }

  HttpResponse<String> post(String path, String body, String type)
      throws IOException, InterruptedException {
    return Client.send(
        "POST", site().at(path), body, List.of("X-Forwarded-For", CLEAN, "Content-Type", type));
  }
}
