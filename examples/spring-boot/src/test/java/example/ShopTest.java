package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "gatehouse.exclude[0]=/actuator/*")
class ShopTest {
  @Value("${local.server.port}")
  private int port;

  @Test
  void a_clean_visitor_is_welcome_and_a_banned_one_is_not() throws Exception {
    assertThat(get("/", "203.0.113.1").body()).isEqualTo("Welcome");
    assertThat(get("/", "203.0.113.9").statusCode()).isEqualTo(403);
  }

  @Test
  void who_is_asked_meets_the_wall() throws Exception {
    HttpResponse<String> wall = get("/", "203.0.113.10");

    assertThat(wall.statusCode()).isEqualTo(403);
    assertThat(wall.body()).contains("/.gatehouse/verify");
  }

  @Test
  void health_and_meters_are_there() throws Exception {
    get("/", "203.0.113.9");

    assertThat(get("/actuator/health", "203.0.113.9").body())
        .contains("\"gatehouse\":{")
        .contains("\"decisions\":2");
    assertThat(get("/actuator/metrics/gatehouse.requests", "203.0.113.1").body())
        .contains("\"ban\"");
  }

  private HttpResponse<String> get(String path, String client) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", "text/html, application/json")
            .header("X-Forwarded-For", client)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
