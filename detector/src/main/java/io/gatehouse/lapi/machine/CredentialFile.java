package io.gatehouse.lapi.machine;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The text of a {@link MachineCredentials} file, and how it comes into being. */
final class CredentialFile {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private CredentialFile() {}

  static String render(MachineCredentials credentials) {
    StringBuilder yaml = new StringBuilder();
    line(yaml, "url", credentials.url());
    line(yaml, "login", credentials.login());
    line(yaml, "password", credentials.password().reveal());
    line(yaml, "ca_cert_path", text(credentials.tls().authorities()));
    line(yaml, "cert_path", text(credentials.tls().certificate()));
    line(yaml, "key_path", text(credentials.tls().key()));
    return yaml.toString();
  }

  private static String text(Optional<Path> path) {
    return path.map(Path::toString).orElse("");
  }

  /** Quoted as JSON, which YAML reads too. */
  private static void line(StringBuilder yaml, String key, String value) {
    if (!value.isEmpty()) {
      String quoted = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value));
      yaml.append(key).append(": \"").append(quoted).append("\"\n");
    }
  }

  /** First beside the file, then in its place: a reader sees the old text or the new one. */
  static void write(Path file, String text) throws IOException {
    Path whole = file.toAbsolutePath();
    Path directory = whole.getParent();
    if (directory == null) {
      throw new IOException(file + " is no file");
    }
    Path fresh = Files.createTempFile(directory, ".credentials-", ".new", PRIVATE);
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
