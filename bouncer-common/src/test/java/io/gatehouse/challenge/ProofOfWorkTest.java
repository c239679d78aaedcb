package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProofOfWorkTest {
  private static final byte[] NONCE = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
  private static final Puzzle PUZZLE = new Puzzle(8, 2);

  private static boolean isSolved(String solution) {
    return ProofOfWork.isSolved(NONCE, PUZZLE, solution);
  }

  @Test
  void what_was_found_is_taken() {
    assertThat(isSolved(Solver.solve(NONCE, PUZZLE))).isTrue();
  }

  @Test
  void each_round_has_to_be_solved() {
    String[] numbers = Solver.solve(NONCE, PUZZLE).split("\\.", -1);

    assertThat(isSolved(numbers[0] + ".0")).isFalse();
    assertThat(isSolved("0." + numbers[1])).isFalse();
    assertThat(isSolved(numbers[1] + "." + numbers[0])).isFalse();
  }

  @Test
  void a_true_hash_without_the_zeros_is_no_solution() {
    long below = Solver.search(NONCE, 0, PUZZLE.bits() - 1, 0);
    while (Solver.zeros(NONCE, 0, below) != PUZZLE.bits() - 1) {
      below = Solver.search(NONCE, 0, PUZZLE.bits() - 1, below + 1);
    }

    assertThat(isSolved(below + "." + Solver.search(NONCE, 1, 8, 0))).isFalse();
  }

  @Test
  void work_for_one_token_is_worth_nothing_for_another() {
    byte[] other = NONCE.clone();
    other[15]++;

    assertThat(isSolved(Solver.solve(other, PUZZLE))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1",
        "1.2.3",
        "-1.2",
        "+1.2",
        " 1.2",
        "1.2 ",
        "01.2",
        "1e3.2",
        "4294967296.1",
        "99999999999.1",
        "1,2",
        "0x1.2",
        "١.٢"
      })
  void only_two_numbers_of_32_bits_are_looked_at(String solution) {
    assertThat(isSolved(solution)).isFalse();
  }

  @Test
  void one_number_has_one_spelling() {
    String[] numbers = Solver.solve(NONCE, PUZZLE).split("\\.", -1);

    assertThat(isSolved("0" + numbers[0] + "." + numbers[1])).isFalse();
    assertThat(isSolved(numbers[0] + "." + (Long.parseLong(numbers[1]) + (1L << 32)))).isFalse();
  }

  @Test
  void a_long_text_is_not_looked_at() {
    assertThat(isSolved("1.".repeat(1_000_000))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "23, 1", "1, 0", "1, 65", "-1, 1"})
  void no_puzzle_is_free_or_without_end(int bits, int rounds) {
    assertThatThrownBy(() -> new Puzzle(bits, rounds)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_puzzle_knows_what_it_costs() {
    assertThat(new Puzzle(14, 16).averageHashes()).isEqualTo(262_144);
  }
}
