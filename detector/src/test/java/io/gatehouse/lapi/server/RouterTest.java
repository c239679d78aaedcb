package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {
  private final Router router =
      new Router(
          List.of(
              route("GET", "/v1/allowlists/:name"),
              route("GET", "/v1/allowlists/check/:value"),
              route("GET", "/v1/decisions/stream"),
              route("DELETE", "/v1/decisions/:id"),
              route("GET", "/v1/decisions"),
              route("DELETE", "/v1/decisions")));

  private static Route route(String method, String pattern) {
    return Route.ofMachine(method, pattern, request -> Answer.empty(200));
  }

  private Router.Match match(String method, String path) throws Exception {
    return (Router.Match) router.find(method, path);
  }

  @Test
  void parts_of_a_path_are_decoded_after_it_was_taken_apart() throws Exception {
    Router.Match match = match("GET", "/v1/allowlists/check/1.2.3.0%2F24");

    assertThat(match.route().pattern()).isEqualTo("/v1/allowlists/check/:value");
    assertThat(match.parameters()).isEqualTo(Map.of("value", "1.2.3.0/24"));
  }

  @Test
  void each_method_has_its_own_routes() throws Exception {
    assertThat(match("GET", "/v1/decisions/stream").route().pattern())
        .isEqualTo("/v1/decisions/stream");
    assertThat(match("DELETE", "/v1/decisions/stream").parameters())
        .isEqualTo(Map.of("id", "stream"));
  }

  @Test
  void another_method_is_told_which_there_are() throws Exception {
    assertThat(router.find("POST", "/v1/decisions"))
        .isEqualTo(new Router.WrongMethod("DELETE, GET"));
    assertThat(router.find("GET", "/v2/decisions")).isEqualTo(new Router.Nothing());
    assertThat(router.find("GET", "/v1/allowlists/check/a/b")).isEqualTo(new Router.Nothing());
  }

  @Test
  void a_trailing_slash_leads_to_the_path_without_it_where_that_is_one() throws Exception {
    assertThat(router.find("GET", "/v1/decisions/"))
        .isEqualTo(new Router.Elsewhere("/v1/decisions"));
    assertThat(router.find("GET", "//")).isEqualTo(new Router.Nothing());
    assertThat(router.find("GET", "//evil.example/")).isEqualTo(new Router.Nothing());
  }

  @Test
  void broken_percent_encoding_is_refused() {
    assertThatThrownBy(() -> router.find("GET", "/v1/allowlists/%4"))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> QueryParameters.parse("a=1&b=%")).isInstanceOf(RefusedException.class);
  }

  @Test
  void a_query_is_decoded_and_keeps_its_order() throws Exception {
    QueryParameters query = QueryParameters.parse("ip=1.2.3.0%2F24&&b=x+y&ip=second&flag");

    assertThat(query.all().keySet()).containsExactly("ip", "b", "flag");
    assertThat(query.first("ip")).contains("1.2.3.0/24");
    assertThat(query.first("b")).contains("x y");
    assertThat(query.first("flag")).contains("");
    assertThat(query.first("absent")).isEmpty();
  }
}
