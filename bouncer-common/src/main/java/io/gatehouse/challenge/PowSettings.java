package io.gatehouse.challenge;

/**
 * The built-in proof of work; keys {@code pow.*}.
 *
 * @param bits zero bits that each round asks for; one more is twice the work
 * @param mostBits that it becomes for an address that collects passes
 * @param rounds searches in one puzzle
 * @param captchaExtraBits on top where it stands in for a captcha
 * @param passesBeforeHarder that an address earns in ten minutes at the set difficulty
 */
public record PowSettings(
    int bits, int mostBits, int rounds, int captchaExtraBits, int passesBeforeHarder) {
  /** A quarter of a million hashes: about a second on a telephone, a fifth of one on a desktop. */
  public static final PowSettings DEFAULT = new PowSettings(14, 18, 16, 1, 8);
}
