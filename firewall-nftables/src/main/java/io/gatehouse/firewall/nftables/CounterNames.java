package io.gatehouse.firewall.nftables;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The names of counter objects for origin labels, which LAPI chooses: two labels never share a
 * name, and a name is always one that nft can write.
 *
 * <p>A plain label keeps its text, with a slash for the colon of {@code lists:NAME}. Any other is
 * cut, cleaned and made unique by half a SHA-256; two slashes mark such names, which no plain label
 * has. The name ends in the address family.
 */
final class CounterNames {
  /** What labels beyond {@link OriginTallies#MAX_ORIGINS} are counted as. */
  static final String OTHER_LABEL = "other";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][\\w.-]*(:[\\w.-]+)?");
  private static final int MAX_PLAIN = 60;
  private static final int CUT = 24;
  private static final int DIGEST_BYTES = 16;

  private CounterNames() {}

  static String of(String label, IpFamily family) {
    String base = isPlain(label) ? label.replace(':', '/') : digested(label);
    return base + suffix(family);
  }

  /** For all origins beyond what we count apart. */
  static String ofOther(IpFamily family) {
    return OTHER_LABEL + "//" + suffix(family);
  }

  private static String suffix(IpFamily family) {
    return "-v" + family.digit();
  }

  private static boolean isPlain(String label) {
    return label.length() <= MAX_PLAIN && PLAIN.matcher(label).matches();
  }

  private static String digested(String label) {
    String clean = label.replaceAll("[^A-Za-z0-9_.-]", "_");
    String start = "x" + clean.substring(0, Math.min(CUT, clean.length()));
    return start + "//" + HexFormat.of().formatHex(sha256(label), 0, DIGEST_BYTES);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
