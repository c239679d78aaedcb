package io.gatehouse.lapi;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Wraps the older private key forms, which cfssl and openssl still write, into the one that Java
 * reads: PKCS#8 (RFC 5208), a DER sequence of version 0, algorithm and the old form as octets.
 */
final class Pkcs8 {
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int OBJECT_ID = 0x06;

  /** Tag {@code [0]} of RFC 5915's ECPrivateKey: the curve. */
  private static final int EC_PARAMETERS = 0xA0;

  private static final byte[] VERSION_0 = {2, 1, 0};

  /** 1.2.840.113549.1.1.1 rsaEncryption, and a null for its parameters (RFC 8017 A.1). */
  private static final byte[] RSA = {
    6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
  };

  /** 1.2.840.10045.2.1 id-ecPublicKey (RFC 5480). */
  private static final byte[] EC = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

  private Pkcs8() {}

  /** From PKCS#1. */
  static byte[] ofRsa(byte[] pkcs1) {
    return wrap(RSA, pkcs1);
  }

  /** From SEC 1; empty if it does not say which curve it is for. */
  static Optional<byte[]> ofEc(byte[] sec1) {
    return curve(sec1).map(curve -> wrap(join(EC, curve), sec1));
  }

  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return der(SEQUENCE, join(VERSION_0, der(SEQUENCE, algorithm), der(OCTETS, key)));
  }

  /** The curve's object id with its tag: right after {@code [0]}, behind version and number. */
  private static Optional<byte[]> curve(byte[] sec1) {
    int at = sec1.length < 2 ? 0 : content(sec1, 0);
    while (at < sec1.length - 3) {
      int from = content(sec1, at);
      int next = from + length(sec1, at);
      if ((sec1[at] & 0xFF) == EC_PARAMETERS && from < sec1.length && sec1[from] == OBJECT_ID) {
        return Optional.of(Arrays.copyOfRange(sec1, from, Math.min(next, sec1.length)));
      }
      at = next;
    }
    return Optional.empty();
  }

  /** Where the content of the element at this index begins. */
  private static int content(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
  }

  private static int length(byte[] der, int at) {
    int length = der[at + 1] & 0xFF;
    if (length >= 0x80) {
      length = 0;
      for (int i = at + 2; i < Math.min(content(der, at), at + 5); i++) {
        length = (length << 8) | (der[i] & 0xFF);
      }
    }
    return length;
  }

  private static byte[] der(int tag, byte[] content) {
    int size = content.length;
    byte[] head =
        size < 0x80
            ? new byte[] {(byte) tag, (byte) size}
            : size < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) size}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (size >> 8), (byte) size};
    return join(head, content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
