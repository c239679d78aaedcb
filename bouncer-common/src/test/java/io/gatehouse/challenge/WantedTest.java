package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTest {
  private static Wanted of(String method, Map<String, String> headers) {
    Visits visitor = new Visits(Map.of(), Map.of());
    for (Map.Entry<String, String> header : headers.entrySet()) {
      visitor = visitor.header(header.getKey(), header.getValue());
    }
    return Wanted.of(visitor.visit(method, "/"));
  }

  @ParameterizedTest
  @CsvSource({
    "navigate, document, 'text/html,*/*', PAGE",
    "navigate, iframe, 'text/html,*/*', PAGE",
    "navigate, document, '*/*', PAGE",
    "cors, empty, 'text/html', TEXT",
    "cors, empty, '*/*', PROBLEM",
    "same-origin, empty, 'application/json', PROBLEM",
    "cors, empty, 'text/plain', TEXT",
    "no-cors, image, 'image/avif,*/*', NOTHING",
    "no-cors, script, '*/*', NOTHING",
    "no-cors, style, 'text/css', NOTHING",
    "cors, font, '*/*', NOTHING",
    "no-cors, video, '*/*', NOTHING",
    "same-origin, worker, '*/*', NOTHING",
    "cors, manifest, '*/*', NOTHING"
  })
  void browsers_tell_what_they_want_it_for(String mode, String dest, String accept, Wanted wanted) {
    Map<String, String> headers =
        Map.of("Sec-Fetch-Mode", mode, "Sec-Fetch-Dest", dest, "Accept", accept);

    assertThat(of("GET", headers)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "'text/html,application/xhtml+xml,*/*;q=0.8', PAGE",
    "'TEXT/HTML', PAGE",
    "'application/json, text/html', PROBLEM",
    "'application/problem+json', PROBLEM",
    "'application/json', PROBLEM",
    "'*/*', PROBLEM",
    "'', PROBLEM",
    "'text/plain', TEXT",
    "'text/plain, */*', TEXT",
    "'application/json, text/plain, */*', PROBLEM",
    "'image/png', TEXT",
    "'text/event-stream', TEXT"
  })
  void others_are_taken_by_what_they_accept(String accept, Wanted wanted) {
    assertThat(of("GET", Map.of("Accept", accept))).isEqualTo(wanted);
  }

  @Test
  void an_old_script_that_names_itself_gets_no_page() {
    assertThat(of("GET", Map.of("Accept", "text/html, */*", "X-Requested-With", "XMLHttpRequest")))
        .isEqualTo(Wanted.PROBLEM);
  }

  @Test
  void a_preflight_is_told_from_other_options() {
    Map<String, String> origin = Map.of("Origin", "https://a.example", "Accept", "*/*");
    Map<String, String> preflight =
        Map.of("Origin", "https://a.example", "Access-Control-Request-Method", "PUT");

    assertThat(of("OPTIONS", preflight)).isEqualTo(Wanted.PREFLIGHT);
    assertThat(of("OPTIONS", origin)).isEqualTo(Wanted.PROBLEM);
    assertThat(of("GET", preflight)).isEqualTo(Wanted.PROBLEM);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, Upgrade, websocket",
    "GET, Upgrade, WebSocket",
    "CONNECT, Accept, text/html",
    "POST, Content-Type, application/grpc",
    "POST, Content-Type, application/grpc+proto"
  })
  void who_can_read_no_body_gets_none(String method, String header, String value) {
    assertThat(of(method, Map.of(header, value))).isEqualTo(Wanted.NOTHING);
  }

  @Test
  void a_long_accept_is_not_read_to_its_end() {
    assertThat(of("GET", Map.of("Accept", "image/png,".repeat(100_000) + "text/html")))
        .isEqualTo(Wanted.TEXT);
  }
}
