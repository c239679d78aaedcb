package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The database's file on disk: whose it is, where it may lie, and that it is ours alone. */
final class DatabaseFile implements AutoCloseable {
  /** Where locks and shared memory are not those of one machine, as SQLite's WAL needs them. */
  private static final Set<String> NETWORK =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "9p",
          "afs",
          "ceph",
          "glusterfs",
          "fuse.glusterfs",
          "fuse.sshfs",
          "fuse.s3fs",
          "lustre",
          "ocfs2",
          "gfs2",
          "beegfs");

  private final Path file;
  private final Failures failures;
  private final FileChannel channel;
  private final FileLock lock;

  private DatabaseFile(Path file, Failures failures, FileChannel channel, FileLock lock) {
    this.file = file;
    this.failures = failures;
    this.channel = channel;
    this.lock = lock;
  }

  /** Locks the file's neighbour {@code FILE.lock} and creates the file if it is missing. */
  static DatabaseFile claim(Path file, Failures failures) throws StorageException {
    refuseUnfit(file, failures);
    FileChannel channel = null;
    try {
      Path neighbour = file.resolveSibling(file.getFileName() + ".lock");
      createPrivate(neighbour);
      channel = FileChannel.open(neighbour, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw inUse(channel, failures);
      }
      return prepared(new DatabaseFile(file, failures, channel, lock));
    } catch (IOException failure) {
      closeQuietly(channel);
      throw failures.failed(
          Kind.OTHER,
          "cannot be created or locked (" + failure + "); look at its directory's owner",
          failure);
    } catch (StorageException refused) {
      closeQuietly(channel);
      throw refused;
    }
  }

  private static void refuseUnfit(Path file, Failures failures) throws StorageException {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || directory == null) {
      throw failures.refused(Kind.OTHER, "is a directory; name a file in it (db_config.db_path)");
    }
    if (!Files.isDirectory(directory)) {
      throw failures.refused(
          Kind.OTHER, "its directory does not exist; create it or set db_config.db_path");
    }
    try {
      String type = Files.getFileStore(directory).type();
      if (isNetwork(type)) {
        throw failures.refused(
            Kind.OTHER,
            "lies on a network file system ("
                + type
                + "), which would damage it; set"
                + " db_config.db_path to a local disk");
      }
    } catch (IOException failure) {
      throw failures.failed(Kind.OTHER, "its directory cannot be read (" + failure + ")", failure);
    }
  }

  static boolean isNetwork(String fileSystemType) {
    return NETWORK.contains(fileSystemType.toLowerCase(Locale.ROOT));
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ourselves) {
      return null;
    }
  }

  private static StorageException inUse(FileChannel channel, Failures failures) throws IOException {
    ByteBuffer owner = ByteBuffer.allocate(20);
    channel.read(owner, 0);
    String process = new String(owner.array(), 0, owner.position(), StandardCharsets.US_ASCII);
    return failures.refused(
        Kind.LOCKED, "is in use by process " + process.trim() + "; ask that one, or stop it first");
  }

  private static DatabaseFile prepared(DatabaseFile claimed) throws IOException {
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    claimed.channel.truncate(0);
    claimed.channel.write(ByteBuffer.wrap(pid), 0);
    createPrivate(claimed.file);
    return claimed;
  }

  /** Only its owner may read it; SQLite gives the files beside it the same permissions. */
  private static void createPrivate(Path path) throws IOException {
    var mine = PosixFilePermissions.fromString("rw-------");
    try {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(mine));
    } catch (FileAlreadyExistsException there) {
      if (!Files.getPosixFilePermissions(path).equals(mine)) {
        Files.setPosixFilePermissions(path, mine);
      }
    }
  }

  /** A directory of our own for SQLite's native library, which must be executable. */
  Path nativeDirectory() throws StorageException {
    Path directory = file.toAbsolutePath().resolveSibling("native");
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return directory;
    } catch (IOException failure) {
      throw failures.failed(
          Kind.OTHER, directory + " cannot be created (" + failure + ")", failure);
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException alreadyFailing) {
      // What is thrown says more.
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
