package io.gatehouse.challenge;

import java.util.ArrayList;
import java.util.List;

/** Does the work of a puzzle, in the plainest way. */
final class Solver {
  private Solver() {}

  static String solve(byte[] nonce, Puzzle puzzle) {
    List<String> numbers = new ArrayList<>();
    for (int round = 0; round < puzzle.rounds(); round++) {
      numbers.add(Long.toString(search(nonce, round, puzzle.bits(), 0)));
    }
    return String.join(".", numbers);
  }

  static long search(byte[] nonce, int round, int bits, long from) {
    long number = from;
    while (zeros(nonce, round, number) < bits) {
      number++;
    }
    return number;
  }

  static int zeros(byte[] nonce, int round, long number) {
    return ProofOfWork.leadingZeros(ProofOfWork.hash(SigningKey.sha256(), nonce, round, number));
  }
}
