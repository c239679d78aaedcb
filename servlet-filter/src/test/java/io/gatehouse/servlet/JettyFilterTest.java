package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On Jetty, which writes addresses in brackets and maps paths its own way. */
class JettyFilterTest {
  @TempDir Path directory;
  private final Site site = new JettySite();

  @BeforeEach
  void start() throws Exception {
    Path file = directory.resolve("decisions.csv");
    Files.writeString(
        file, "duration,scope,value,type\n4h,ip,203.0.113.9,ban\n4h,ip,203.0.113.10,captcha\n");
    site.filter(
            Map.of(
                "gatehouse.decisions-file", file.toString(),
                "gatehouse.trusted-proxies", "loopback",
                "gatehouse.exclude", "/app/open/*"))
        .servlet("/*", new Hello())
        .start();
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.9, 403", "203.0.113.10, 403", "203.0.113.1, 200"})
  void each_client_gets_what_was_decided(String client, int status) throws Exception {
    assertThat(from(client, "/app").statusCode()).isEqualTo(status);
  }

  @Test
  void a_wall_is_not_cached_and_says_what_it_is() throws Exception {
    HttpResponse<String> wall = from("203.0.113.10", "/app");

    assertThat(wall.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(wall.headers().firstValue("X-Gatehouse-Action")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"/app/open/x, 200", "/app/open/%2e%2e/x, 403", "/app/open/..;/x, 403"})
  void paths_are_matched_as_jetty_maps_them(String path, int status) throws Exception {
    assertThat(from("203.0.113.9", path).statusCode()).isIn(status, 400);
  }

  private HttpResponse<String> from(String client, String path) throws Exception {
    return Client.browse(site.at(path), "X-Forwarded-For", client);
  }
}
