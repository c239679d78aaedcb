package io.gatehouse.net;

/** Writes addresses: dotted decimal for IPv4, RFC 5952 §4 for IPv6. */
final class AddressText {
  private AddressText() {}

  static String of(long high, long low) {
    StringBuilder text = new StringBuilder(40);
    if (IpAddress.isIpv4(high, low)) {
      appendIpv4(text, (int) low);
    } else {
      appendIpv6(text, high, low);
    }
    return text.toString();
  }

  private static void appendIpv4(StringBuilder text, int bits) {
    text.append(bits >>> 24).append('.').append(bits >>> 16 & 0xFF);
    text.append('.').append(bits >>> 8 & 0xFF).append('.').append(bits & 0xFF);
  }

  private static void appendIpv6(StringBuilder text, long high, long low) {
    int gapStart = longestZeroRunStart(high, low);
    int gapEnd = gapStart < 0 ? -1 : zeroRunEnd(high, low, gapStart);
    for (int i = 0; i < 8; i++) {
      if (i == gapStart) {
        text.append("::");
        i = gapEnd - 1;
        continue;
      }
      if (i > 0 && i != gapEnd) {
        text.append(':');
      }
      text.append(Integer.toHexString(group(high, low, i)));
    }
  }

  /** The first of the longest runs of at least two zero groups, or -1 (RFC 5952 §4.2). */
  private static int longestZeroRunStart(long high, long low) {
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int end = zeroRunEnd(high, low, i);
      if (end - i > bestLength) {
        best = i;
        bestLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    return best;
  }

  private static int zeroRunEnd(long high, long low, int start) {
    int end = start;
    while (end < 8 && group(high, low, end) == 0) {
      end++;
    }
    return end;
  }

  private static int group(long high, long low, int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
  }
}
