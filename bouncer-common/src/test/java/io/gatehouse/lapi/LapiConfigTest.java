package io.gatehouse.lapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.config.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LapiConfigTest {
  @Test
  void has_the_documented_defaults() {
    LapiConfig config = LapiConfig.at("http://127.0.0.1:8080").build();

    assertThat(config.updateFrequency()).hasSeconds(10);
    assertThat(config.connectTimeout()).hasSeconds(5);
    assertThat(config.idleTimeout()).hasSeconds(30);
    assertThat(config.limits()).isEqualTo(new AnswerLimits(2_147_483_648L, 10_000_000));
    assertThat(config.displayUrl()).isEqualTo("http://127.0.0.1:8080/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1:8080", "ftp://x/", "unix:/run/x", "run/x.sock", "http://"})
  void refuses_what_is_neither_a_url_nor_a_path(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LapiConfig.at(url).build())
        .withMessageStartingWith("lapi: 'api_url'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret\n", "s3cret key", "s3crét", "s3cret\t"})
  void refuses_a_key_that_no_header_can_carry_without_showing_it(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LapiConfig.at("/run/lapi.sock").apiKey(Secret.of(key)).build())
        .withMessageContaining("'api_key'")
        .withMessageNotContaining("s3cr");
  }

  @Test
  void refuses_a_frequency_that_is_not_positive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LapiConfig.at("/run/x").updateFrequency(Duration.ZERO).build())
        .withMessageContaining("'update_frequency' is 0ms");
  }
}
