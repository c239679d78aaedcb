package io.gatehouse.detector.pipeline;

import io.gatehouse.detector.scenario.BucketSnapshot;
import io.gatehouse.detector.scenario.BucketSnapshot.Restored;
import io.gatehouse.detector.scenario.Buckets;
import java.io.BufferedInputStream;
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
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Live buckets over a restart: one file, whole or not at all. The pipeline's thread. */
final class BucketFile {
  private static final Logger log = LoggerFactory.getLogger(BucketFile.class);

  private static final Set<StandardOpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;

  BucketFile(Path file) {
    this.file = file;
  }

  /** Fills buckets with what was saved; a file that makes no sense is said, and they stay empty. */
  void restore(Buckets buckets) {
    if (!Files.exists(file)) {
      return;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Restored restored = BucketSnapshot.read(buckets, in);
      log.info("{} buckets from before, {} are over", restored.buckets(), restored.dropped());
    } catch (IOException e) {
      log.warn("{} can't be read, so buckets begin empty: {}", file, e.getMessage());
    }
  }

  /**
   * Saves them.
   *
   * @throws IOException if the disk refuses; the file is as it was then
   */
  void save(Buckets buckets) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel = FileChannel.open(fresh, CREATE, OWNER_ONLY);
        OutputStream out = Channels.newOutputStream(channel)) {
      BucketSnapshot.write(buckets, out);
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
