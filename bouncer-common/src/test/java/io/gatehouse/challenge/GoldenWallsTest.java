package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Secret;
import io.gatehouse.testing.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every reply as it goes over the wire, beside a file; {@code -Dgolden.update=true} rewrites them.
 * Style and scripts are left out: they are files already.
 */
class GoldenWallsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/walls");

  private final Challenges challenges =
      Challenges.open(
          ChallengeConfig.DEFAULT.with(
              CaptchaSettings.NONE.with(
                  List.of(
                      ProviderSettings.of(ProviderKind.TURNSTILE, "key", Secret.of("secret"))))),
          KeyRing.of(List.of(Secret.of("k1:" + "k".repeat(32)))),
          ManualTime.at("2026-11-28T08:00:00Z"),
          new Random(7));

  private Function<Visit, Reply> wall(WallKind kind) {
    return switch (kind) {
      case BAN -> challenges::banned;
      case REFUSED -> visit -> challenges.refused(visit, 403);
      case CHALLENGE -> visit -> challenges.challenge(visit, PassLevel.POW);
      case CAPTCHA -> visit -> challenges.challenge(visit, PassLevel.CAPTCHA);
      case THROTTLE -> visit -> challenges.throttled(visit, Duration.ofSeconds(10));
      case UNAVAILABLE -> visit -> challenges.unavailable(visit, Duration.ofSeconds(30));
    };
  }

  static Stream<Arguments> walls() {
    return Stream.of(WallKind.values())
        .flatMap(
            kind ->
                Stream.of(
                    Arguments.of(kind, "page", Visits.browser()),
                    Arguments.of(kind, "problem", Visits.script()),
                    Arguments.of(kind, "text", Visits.browser().header("Accept", "text/plain"))));
  }

  @ParameterizedTest
  @MethodSource("walls")
  void a_wall_is_what_it_was(WallKind kind, String form, Visits visitor) throws IOException {
    Reply reply = wall(kind).apply(visitor.get("/cart?id=7"));

    assertSame(kind.name().toLowerCase(Locale.ROOT) + "-" + form + ".txt", text(reply));
  }

  private static String text(Reply reply) {
    StringBuilder text = new StringBuilder("HTTP " + reply.status() + "\n");
    reply.headers().forEach(h -> text.append(h.name()).append(": ").append(h.value()).append('\n'));
    String body = reply.text().replaceAll("(?s)(<(style|script)[^>]*>).*?</\\2>", "$1…</$2>");
    return text.append('\n').append(body).toString();
  }

  private static void assertSame(String name, String text) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @EnumSource(WallKind.class)
  void no_wall_is_kept_by_a_cache_or_found_by_a_search(WallKind kind) {
    Reply reply = wall(kind).apply(Visits.browser().get("/"));

    assertThat(reply.status()).isIn(403, 429, 503);
    assertThat(reply.header("Cache-Control")).contains("no-store");
    assertThat(reply.header("Vary")).contains("Cookie");
    assertThat(reply.header("X-Robots-Tag")).contains("noindex");
    assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
  }

  @ParameterizedTest
  @EnumSource(WallKind.class)
  void head_and_parts_of_pages_get_no_body(WallKind kind) {
    assertThat(wall(kind).apply(Visits.browser().visit("HEAD", "/")).body()).isEmpty();
    assertThat(wall(kind).apply(Visits.browser().header("Sec-Fetch-Dest", "image").get("/")).body())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "de", "es", "ja"})
  void a_refused_request_is_not_said_to_be_about_an_address(String language) {
    Visits visitor = Visits.browser().header("Accept-Language", language);
    Messages messages = Messages.in(language);

    String page = challenges.refused(visitor.get("/"), 403).text();

    assertThat(page)
        .contains(messages.get("refused.heading"), messages.get("refused.message"))
        .doesNotContain(messages.get("ban.heading"), messages.get("ban.message"));
  }

  @Test
  void a_status_of_a_rule_is_that_of_the_problem_as_well() {
    Reply reply = challenges.refused(Visits.script().get("/"), 418);

    assertThat(reply.status()).isEqualTo(418);
    assertThat(reply.text()).contains("\"status\":418", "urn:gatehouse:problem:request-refused");
  }

  @Test
  void nothing_of_a_request_gets_into_a_page_unescaped() {
    Visits hostile = Visits.browser().host("\"><script>x").base("/\"><script>x");

    String page = challenges.challenge(hostile.get("/\"><script>x"), PassLevel.POW).text();

    assertThat(page).doesNotContain("<script>x");
  }
}
