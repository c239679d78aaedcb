package io.gatehouse.lapi.server;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;
import okhttp3.tls.HeldCertificate;

/** Makes a list of revoked certificates (RFC 5280 §5.1), which the JDK can only read. */
final class SignedRevocations {
  private static final int SEQUENCE = 0x30;

  /** 1.2.840.10045.4.3.2 ecdsa-with-SHA256. */
  private static final byte[] ALGORITHM = {
    0x30, 10, 6, 8, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 4, 3, 2
  };

  private static final byte[] VERSION_2 = {2, 1, 1};

  private SignedRevocations() {}

  static String pem(HeldCertificate authority, BigInteger serial) throws Exception {
    byte[] issuer = authority.certificate().getSubjectX500Principal().getEncoded();
    byte[] revoked = der(SEQUENCE, der(2, serial.toByteArray()), time("250101000000Z"));
    byte[] list =
        der(
            SEQUENCE,
            VERSION_2,
            ALGORITHM,
            issuer,
            time("250101000000Z"),
            time("491231235959Z"),
            der(SEQUENCE, revoked));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(authority.keyPair().getPrivate());
    signature.update(list);
    byte[] whole = der(SEQUENCE, list, ALGORITHM, der(3, new byte[] {0}, signature.sign()));
    return "-----BEGIN X509 CRL-----\n"
        + Base64.getMimeEncoder().encodeToString(whole)
        + "\n-----END X509 CRL-----\n";
  }

  private static byte[] time(String utc) {
    return der(0x17, utc.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    if (content.size() < 0x80) {
      whole.write(content.size());
    } else {
      whole.write(0x82);
      whole.write(content.size() >> 8);
      whole.write(content.size() & 0xFF);
    }
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }
}
