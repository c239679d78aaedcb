package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does the work of a puzzle, in the plainest way. */
public final class Solver {
  private Solver() {}

  /** The answer to a puzzle as {@code pow} gives it to a page. */
  public static String solve(String nonceInHex, int bits, int rounds) {
    return solve(HexFormat.of().parseHex(nonceInHex), new Puzzle(bits, rounds));
  }

  static String solve(byte[] nonce, Puzzle puzzle) {
    List<String> numbers = new ArrayList<>();
    for (int round = 0; round < puzzle.rounds(); round++) {
      numbers.add(Long.toString(search(nonce, round, puzzle.bits(), 0)));
    }
    return String.join(".", numbers);
  }

  /** The solution of the puzzle in a page. */
  static String solve(Reply page) {
    int bits = Integer.parseInt(find(page, "data-bits=\"(\\d+)"));
    int rounds = Integer.parseInt(find(page, "data-rounds=\"(\\d+)"));
    byte[] nonce = HexFormat.of().parseHex(find(page, "data-nonce=\"(\\w+)"));
    return solve(nonce, new Puzzle(bits, rounds));
  }

  /** The first group of a pattern that a reply has to hold. */
  static String find(Reply reply, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(reply.text());
    assertThat(matcher.find()).as(pattern + " in " + reply.text()).isTrue();
    return matcher.group(1);
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
