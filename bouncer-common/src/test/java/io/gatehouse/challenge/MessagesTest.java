package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

  @ParameterizedTest
  @CsvSource({
    "en, en",
    "fr-CA, fr",
    "'de-AT,de;q=0.9,en;q=0.5', de",
    "'nl,ja;q=0.5', ja",
    "'es;q=0.1', es",
    "'en;q=0.2,fr;q=0.8', fr",
    "nl, en",
    "*, en",
    "'', en",
    "';;;', en",
    "'x'';--', en"
  })
  void the_language_is_the_one_that_is_liked_best_of_ours(String accepted, String language) {
    Visit visit = Visits.browser().header("Accept-Language", accepted).get("/");

    assertThat(Messages.of(visit).language()).isEqualTo(language);
  }

  @Test
  void a_long_list_is_not_read() {
    Visit visit = Visits.browser().header("Accept-Language", "fr,".repeat(10_000)).get("/");

    assertThat(Messages.of(visit).language()).isEqualTo("en");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "de", "es", "ja"})
  void every_language_has_every_text(String language) {
    Messages messages = Messages.in(language);

    assertThat(messages.all().keySet()).isEqualTo(Messages.in("en").all().keySet());
    assertThat(messages.all().values()).noneMatch(String::isBlank);
    messages
        .all()
        .forEach(
            (key, text) ->
                assertThat(text.contains("{0}"))
                    .isEqualTo(Messages.in("en").get(key).contains("{0}")));
  }

  @Test
  void every_wall_has_its_texts() {
    for (WallKind kind : WallKind.values()) {
      String key = kind.name().toLowerCase(Locale.ROOT);
      assertThat(Messages.in("en").all())
          .containsKeys(key + ".title", key + ".heading", key + ".message");
    }
  }
}
