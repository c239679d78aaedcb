package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.Secret;
import io.gatehouse.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
  private static final String KEY = "k".repeat(32);

  @TempDir private Path directory;

  private static KeyRing ring(String... keys) {
    return KeyRing.of(Arrays.stream(keys).map(Secret::of).toList());
  }

  private static Seal seal(KeyRing keys) {
    return new Seal(keys, "test", 1000);
  }

  @Test
  void a_key_without_a_name_gets_the_same_one_everywhere() {
    assertThat(ring(KEY).first().id()).isEqualTo(ring(KEY).first().id()).hasSize(6);
    assertThat(ring(KEY).first().id()).isNotEqualTo(ring("K" + KEY).first().id());
  }

  @Test
  void no_key_is_shown() {
    assertThat(ring("a:" + KEY, "b:x" + KEY)).hasToString("[a, b]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "id:short", "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"})
  void a_short_key_is_refused_without_showing_it(String key) {
    assertThatThrownBy(() -> ring(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openssl rand")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("short", "kkkk"));
  }

  @ParameterizedTest
  @ValueSource(strings = {":", "a.b:", "a b:", "12345678901234567:", "ä:"})
  void a_name_that_would_break_a_token_is_refused(String name) {
    assertThatThrownBy(() -> ring(name + KEY)).hasMessageContaining("the name before");
  }

  @Test
  void two_keys_of_one_name_are_refused() {
    assertThatThrownBy(() -> ring("a:" + KEY, "a:x" + KEY)).hasMessageContaining("two keys");
  }

  @Test
  void no_key_at_all_is_refused() {
    assertThatThrownBy(() -> KeyRing.of(List.of())).hasMessageContaining("no key");
  }

  @Test
  void a_token_of_one_purpose_is_none_of_another() {
    String token = seal(ring(KEY)).seal(new byte[] {1});

    assertThat(seal(ring(KEY)).open(token)).isPresent();
    assertThat(new Seal(ring(KEY), "test2", 1000).open(token)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "...", "v1...", "v1.a..", "v2.a.AQ.AQ", "v1.a.AQ.AQ.AQ", "\u0000"})
  void what_has_not_the_form_of_a_token_is_none(String text) {
    assertThat(seal(ring("a:" + KEY)).open(text)).isEmpty();
  }

  @Test
  void a_token_has_one_spelling() {
    String token = seal(ring("a:" + KEY)).seal(new byte[] {1});

    assertThat(seal(ring("a:" + KEY)).open(token + "=")).isEmpty();
    assertThat(seal(ring("a:" + KEY)).open(token.replaceFirst("AQ", "AR"))).isEmpty();
  }

  @Test
  void of_a_file_that_is_not_there_it_is_told_how_to_make_it() {
    assertThatThrownBy(() -> KeyRing.ofFile(directory.resolve("keys")))
        .hasMessageContaining("openssl rand -base64 32 > " + directory.resolve("keys"));
  }

  @Test
  void the_first_key_in_a_file_signs_and_all_are_accepted() throws IOException {
    Path file = directory.resolve("keys");
    Files.writeString(file, "# of November\n\nnew:" + KEY + "n\n  old:" + KEY + "o\r\n");

    KeyRing keys = KeyRing.ofFile(file);

    assertThat(keys).hasToString("[new, old]");
    assertThat(seal(keys).open(seal(ring("old:" + KEY + "o")).seal(new byte[1]))).isPresent();
  }

  @Test
  void a_file_that_others_can_read_is_warned_of() throws IOException {
    Path file = directory.resolve("keys");
    Files.writeString(file, KEY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (LogLines log = LogLines.of("io.gatehouse.challenge.KeyFile")) {
      KeyRing.ofFile(file);

      assertThat(log.levels()).containsExactly("WARN");
      assertThat(log.texts().get(0)).contains("chmod 600").doesNotContain(KEY);
    }
  }

  @Test
  void a_file_with_a_bad_key_is_named_and_the_key_is_not() throws IOException {
    Path file = directory.resolve("keys");
    Files.writeString(file, "tooshort");

    assertThatThrownBy(() -> KeyRing.ofFile(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("tooshort"));
  }

  @Test
  void what_is_no_key_file_is_not_read_to_its_end() throws IOException {
    Path file = directory.resolve("keys");
    Files.write(file, new byte[100_000]);

    assertThatThrownBy(() -> KeyRing.ofFile(file)).hasMessageContaining("64 KiB");
  }

  @Test
  void a_ring_of_ones_own_is_made_of_the_given_randomness() {
    assertThat(KeyRing.random(new Random(1))).hasToString(KeyRing.random(new Random(1)).toString());
    assertThat(KeyRing.random(new Random(1)).toString())
        .isNotEqualTo(KeyRing.random(new Random(2)).toString());
  }
}
