package io.gatehouse.lapi;

import io.gatehouse.lapi.LapiException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and private keys from a PEM file (RFC 7468). Blocks of other kinds are passed over,
 * as is text between blocks.
 */
public final class PemFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");

  private final Path path;
  private final List<Block> blocks;

  private PemFile(Path path, List<Block> blocks) {
    this.path = path;
    this.blocks = blocks;
  }

  private static final class Block {
    private final String label;
    private final byte[] content;

    Block(String label, byte[] content) {
      this.label = label;
      this.content = content;
    }
  }

  /**
   * Reads the file.
   *
   * @throws LapiException if it can't be read
   */
  public static PemFile read(Path path) throws LapiException {
    try {
      return new PemFile(path, blocks(Files.readString(path)));
    } catch (NoSuchFileException e) {
      throw unusable(path, "there is no such file");
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(path, "it can't be read: " + Excerpt.of(String.valueOf(e.getMessage())));
    }
  }

  private static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
      blocks.add(new Block(matcher.group(1), content));
    }
    return List.copyOf(blocks);
  }

  /**
   * At least one, in the order of the file.
   *
   * @throws LapiException if there is none, or one is broken
   */
  public List<X509Certificate> certificates() throws LapiException {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> certificates = new ArrayList<>();
      for (Block block : blocks) {
        if (block.label.equals("CERTIFICATE")) {
          var in = new ByteArrayInputStream(block.content);
          certificates.add((X509Certificate) factory.generateCertificate(in));
        }
      }
      return requireAny(certificates);
    } catch (GeneralSecurityException e) {
      throw unusable(
          path, "its certificate is broken: " + Excerpt.of(String.valueOf(e.getMessage())));
    }
  }

  private List<X509Certificate> requireAny(List<X509Certificate> found) throws LapiException {
    if (found.isEmpty()) {
      throw unusable(path, "it holds no certificate");
    }
    return found;
  }

  /**
   * The first private key.
   *
   * @throws LapiException if there is none that can be used
   */
  public PrivateKey privateKey() throws LapiException {
    for (Block block : blocks) {
      switch (block.label) {
        case "PRIVATE KEY" -> {
          return privateKey(block.content);
        }
        case "RSA PRIVATE KEY" -> {
          return privateKey(Pkcs8.ofRsa(block.content));
        }
        case "EC PRIVATE KEY" -> {
          return privateKey(
              Pkcs8.ofEc(block.content)
                  .orElseThrow(() -> unusable(path, "its key names no curve")));
        }
        case "ENCRYPTED PRIVATE KEY" ->
            throw unusable(path, "its key is encrypted; decrypt it first");
        default -> {
          // a certificate or curve parameters before the key
        }
      }
    }
    throw unusable(path, "it holds no private key");
  }

  private PrivateKey privateKey(byte[] pkcs8) throws LapiException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // not of this algorithm; the next one is tried
      } catch (GeneralSecurityException e) {
        throw unusable(path, "this Java knows no " + algorithm + " keys");
      }
    }
    throw unusable(path, "its private key is neither RSA, EC nor Ed25519");
  }

  private static LapiException unusable(Path path, String why) {
    return LapiException.of(
        Kind.UNUSABLE_FILE,
        "tls: " + path + " can't be used: " + why + "; a PEM file was expected");
  }
}
