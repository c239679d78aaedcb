package io.gatehouse.detector.pipeline;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertException;
import io.gatehouse.alert.AlertLimits;
import io.gatehouse.alert.AlertReader;
import io.gatehouse.alert.AlertWriter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file with the alerts that no LAPI has acknowledged. It is written as a whole, under
 * another name first, so that it is there in full or not at all. One thread at a time.
 */
final class AlertSpool {
  private static final Logger log = LoggerFactory.getLogger(AlertSpool.class);

  private static final Set<StandardOpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;

  AlertSpool(Path file) {
    this.file = file;
  }

  /** What an earlier process left; a file that makes no sense is put aside and said. */
  List<Alert> load() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return AlertReader.posted(in, Instant.EPOCH, AlertLimits.ANSWER);
    } catch (AlertException | IOException e) {
      putAside(e);
      return List.of();
    }
  }

  private void putAside(Exception failure) {
    Path aside = beside(".broken");
    log.error("alerts: {} can't be read: {}; see {}", file, failure.getMessage(), aside);
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.error("alerts: {} can't be moved: {}", file, e.getMessage());
    }
  }

  /**
   * Holds these and no others from now on.
   *
   * @throws IOException if the disk refuses; the file is as it was then
   */
  void store(List<Alert> alerts) throws IOException {
    if (alerts.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    Path fresh = beside(".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel = FileChannel.open(fresh, CREATE, OWNER_ONLY);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      AlertWriter.writePosted(out, alerts);
      out.flush();
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path beside(String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }
}
