package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentitiesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 3, false",
    "1, 0, 3, true",
    "0, 1, 3, true",
    "2, 0, 2, false",
    "0, 0, 4, true"
  })
  void most_are_revoked_when_more_than_half_of_four_are(
      int verified, int worked, int revoked, boolean mostly) {
    assertThat(new Identities(verified, worked, revoked).mostlyRevoked()).isEqualTo(mostly);
  }

  @Test
  void counts_are_not_negative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Identities(0, -1, 0));
  }
}
