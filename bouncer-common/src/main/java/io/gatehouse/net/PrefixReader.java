package io.gatehouse.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Reads addresses and prefixes into itself, so that a million of them can be read without a million
 * objects. After a read that returned true, {@link #high}, {@link #low} and {@link #bits} hold the
 * prefix; after false they hold nothing of use. Not thread-safe.
 *
 * <p>Accepts what Go's {@code net/netip} accepts, which is what LAPI was asked to store: no leading
 * zeros in IPv4, no zone ids, no shorthand. An IPv4-mapped IPv6 prefix of at least 96 bits is the
 * IPv4 prefix.
 */
public final class PrefixReader {
  private static final int NO_GAP = -1;
  private static final int REFUSED = -1;
  private static final int NO_DIGIT = -1;

  private long high;
  private long low;
  private int bits;

  /** Groups of IPv6 text so far, and after how many of them its gap came. */
  private int groups;

  private int gap;

  /** The first 64 bits of the network address. */
  public long high() {
    return high;
  }

  /** The last 64 bits of the network address; IPv4 in mapped form. */
  public long low() {
    return low;
  }

  /** Leading bits of the 128 that count, see {@link IpPrefix#bits()}. */
  public int bits() {
    return bits;
  }

  /** The prefix that was read. */
  public IpPrefix prefix() {
    return IpPrefix.ofBits(high, low, bits);
  }

  /** Reads {@code address} or {@code address/length}; host bits are cleared. */
  public boolean read(CharSequence text) {
    byte[] ascii = ascii(text);
    return read(ascii, 0, ascii.length);
  }

  /** As {@link #read(CharSequence)}, of the ASCII text that stands in these bytes. */
  public boolean read(byte[] ascii, int start, int end) {
    return readIpv4(ascii, start, end) || readAny(ascii, start, end);
  }

  /** What is not ASCII becomes a question mark, which is as little of an address. */
  private static byte[] ascii(CharSequence text) {
    return text.toString().getBytes(US_ASCII);
  }

  private boolean readAny(byte[] text, int start, int end) {
    int slash = indexOf(text, '/', start, end);
    if (slash < 0) {
      return readAddress(text, start, end);
    }
    boolean ipv6Text = indexOf(text, ':', start, slash) >= 0;
    int length = decimal(text, slash + 1, end, ipv6Text ? 128 : 32);
    if (length < 0 || !readAddress(text, start, slash)) {
      return false;
    }
    bits = ipv6Text ? length : length + IpPrefix.IPV4_BITS;
    high &= IpPrefix.highMask(bits);
    low &= IpPrefix.lowMask(bits);
    return true;
  }

  /** Reads an address without a length; {@link #bits} is then 128. */
  public boolean readAddress(CharSequence text) {
    byte[] ascii = ascii(text);
    return readAddress(ascii, 0, ascii.length);
  }

  private boolean readAddress(byte[] text, int start, int end) {
    bits = 128;
    return indexOf(text, ':', start, end) >= 0
        ? readIpv6(text, start, end)
        : readIpv4(text, start, end);
  }

  private boolean readIpv4(byte[] text, int start, int end) {
    long ipv4 = ipv4(text, start, end);
    bits = 128;
    high = 0;
    low = IpAddress.lowOfIpv4((int) ipv4);
    return ipv4 >= 0;
  }

  /** RFC 4291 §2.2: eight groups, one run of zero groups as {@code ::}, the last 32 bits dotted. */
  private boolean readIpv6(byte[] text, int start, int end) {
    high = 0;
    low = 0;
    groups = 0;
    gap = NO_GAP;
    int at = startsWithGap(text, start, end) ? passGap(start) : start;
    while (at != REFUSED && at < end) {
      at = readGroup(text, at, end);
    }
    return at == end && (gap == NO_GAP ? groups == 8 : groups < 8 && openGap());
  }

  /** Reads a group, or the dotted end, and what separates it; where the next one begins. */
  private int readGroup(byte[] text, int at, int end) {
    int stop = groupEnd(text, at, end);
    if (stop == end && indexOf(text, '.', at, end) >= 0) {
      return readDotted(text, at, end) ? end : REFUSED;
    }
    int group = hexadecimal(text, at, stop);
    if (group < 0 || groups == 8) {
      return REFUSED;
    }
    push(group);
    if (stop == end) {
      return end;
    }
    if (startsWithGap(text, stop, end)) {
      return passGap(stop);
    }
    return stop + 1 == end ? REFUSED : stop + 1;
  }

  private boolean readDotted(byte[] text, int at, int end) {
    long ipv4 = ipv4(text, at, end);
    if (ipv4 < 0 || groups > 6) {
      return false;
    }
    push((int) (ipv4 >>> 16));
    push((int) ipv4 & 0xFFFF);
    return true;
  }

  private int passGap(int at) {
    if (gap != NO_GAP) {
      return REFUSED;
    }
    gap = groups;
    return at + 2;
  }

  private void push(int group) {
    high = high << 16 | low >>> 48;
    low = low << 16 | group;
    groups++;
  }

  /** Moves the groups before the gap to the front; those after it stay at the end. */
  private boolean openGap() {
    int tailBits = 16 * (groups - gap);
    long tailHigh = high & ~IpPrefix.highMask(128 - tailBits);
    long tailLow = low & ~IpPrefix.lowMask(128 - tailBits);
    long headHigh = high & ~tailHigh;
    long headLow = low & ~tailLow;
    int shift = 16 * (8 - groups);
    if (shift == 128) {
      return true;
    }
    long movedHigh =
        shift >= 64 ? headLow << (shift - 64) : (headHigh << shift) | (headLow >>> (64 - shift));
    high = tailHigh | movedHigh;
    low = tailLow | (shift >= 64 ? 0 : headLow << shift);
    return true;
  }

  private static boolean startsWithGap(byte[] text, int at, int end) {
    return at + 1 < end && text[at] == ':' && text[at + 1] == ':';
  }

  private static int groupEnd(byte[] text, int from, int end) {
    int colon = indexOf(text, ':', from, end);
    return colon < 0 ? end : colon;
  }

  private static int hexadecimal(byte[] text, int from, int end) {
    if (end - from < 1 || end - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < end; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** The 32 bits, or -1. One pass, because nearly every value of a million is one of these. */
  private static long ipv4(byte[] text, int from, int end) {
    long value = 0;
    int octet = NO_DIGIT;
    int dots = 0;
    for (int i = from; i < end; i++) {
      int digit = text[i] - '0';
      if (digit == '.' - '0' && octet != NO_DIGIT && dots < 3) {
        value = value << 8 | octet;
        octet = NO_DIGIT;
        dots++;
      } else if (digit < 0 || digit > 9 || octet == 0) {
        return -1;
      } else {
        octet = octet == NO_DIGIT ? digit : octet * 10 + digit;
        if (octet > 255) {
          return -1;
        }
      }
    }
    return dots == 3 && octet != NO_DIGIT ? value << 8 | octet : -1;
  }

  /** As {@link #ipv4(byte[], int, int)}, of a text that nobody has made bytes of. */
  static long ipv4(CharSequence text) {
    long value = 0;
    int octet = NO_DIGIT;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit == '.' - '0' && octet != NO_DIGIT && dots < 3) {
        value = value << 8 | octet;
        octet = NO_DIGIT;
        dots++;
      } else if (digit < 0 || digit > 9 || octet == 0) {
        return -1;
      } else {
        octet = octet == NO_DIGIT ? digit : octet * 10 + digit;
        if (octet > 255) {
          return -1;
        }
      }
    }
    return dots == 3 && octet != NO_DIGIT ? value << 8 | octet : -1;
  }

  /** A number of at most three digits without leading zeros, or -1. */
  private static int decimal(byte[] text, int from, int end, int max) {
    int digits = end - from;
    if (digits < 1 || digits > 3 || (digits > 1 && text[from] == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= max ? value : -1;
  }

  private static int indexOf(byte[] text, char wanted, int from, int end) {
    for (int i = from; i < end; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
