package io.gatehouse.challenge;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What a token says about its visitor: a short keyed tag of each trait, which tells the trait to
 * nobody and is another in every token. An empty tag fits everyone.
 */
record Traits(String agent, String place, String network) {

  /** How far two sets agree. */
  enum Match {
    /** The same visitor. */
    SAME,
    /** The same browser, at another address of the same network. */
    MOVED_NEARBY,
    /** The same browser, at an address of another network or one that is not known. */
    MOVED,
    /** Another browser. */
    OTHER
  }

  Match compare(Traits now) {
    if (!fits(agent, now.agent)) {
      return Match.OTHER;
    }
    if (fits(place, now.place)) {
      return Match.SAME;
    }
    boolean nearby = !network.isEmpty() && fits(network, now.network);
    return nearby ? Match.MOVED_NEARBY : Match.MOVED;
  }

  private static boolean fits(String tag, String now) {
    return tag.isEmpty() || MessageDigest.isEqual(ascii(tag), ascii(now));
  }

  private static byte[] ascii(String tag) {
    return tag.getBytes(StandardCharsets.US_ASCII);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(agent);
    out.writeUTF(place);
    out.writeUTF(network);
  }

  static Traits read(DataInputStream in) throws IOException {
    return new Traits(in.readUTF(), in.readUTF(), in.readUTF());
  }
}
