package io.gatehouse.daemon.control;

import io.gatehouse.daemon.control.ControlException.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The running daemon's end of the control socket. A lock file beside the socket tells a running
 * instance from a socket that a dead one left behind: the kernel drops the lock with its process.
 *
 * <p>Only this user and root get an answer: the file's mode says so, and the kernel's word about
 * the peer is checked besides.
 */
public final class ControlSocket implements AutoCloseable {
  /** Name of the socket in the run directory. */
  public static final String FILE_NAME = "firewall-control.sock";

  private static final String LOCK_NAME = "firewall.lock";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path path;
  private final FileChannel lock;
  private final ControlLoop loop;
  private final Thread thread;

  private ControlSocket(Path path, FileChannel lock, ControlLoop loop) {
    this.path = path;
    this.lock = lock;
    this.loop = loop;
    this.thread = new Thread(loop, "control");
    thread.setDaemon(true);
  }

  /**
   * Becomes the one instance of the run directory, which is created where it is missing, and
   * listens.
   *
   * @throws ControlException if another instance is running, or the directory cannot be used
   */
  public static ControlSocket open(Path runDir, ControlVerbs verbs, InstantSource time)
      throws ControlException {
    Path path = runDir.resolve(FILE_NAME);
    FileChannel lock = lock(runDir);
    try {
      ControlSocket socket =
          new ControlSocket(path, lock, new ControlLoop(listen(path), verbs, time));
      socket.thread.start();
      return socket;
    } catch (IOException | IllegalArgumentException e) {
      closeQuietly(lock);
      throw new ControlException(Kind.FAILED, "listening at " + path + " failed: " + reason(e));
    }
  }

  private static FileChannel lock(Path runDir) throws ControlException {
    Path file = runDir.resolve(LOCK_NAME);
    try {
      if (!Files.isDirectory(runDir)) {
        Files.createDirectories(runDir, PosixFilePermissions.asFileAttribute(DIRECTORY));
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock held = tryLock(channel);
      if (held == null) {
        channel.close();
        throw new ControlException(
            Kind.ALREADY_RUNNING,
            "another instance is running ("
                + file
                + " is locked); stop it first, or give this one"
                + " its own run_dir");
      }
      return channel;
    } catch (IOException e) {
      throw new ControlException(
          Kind.FAILED,
          "using " + runDir + " failed: " + reason(e) + "; run as root, or set run_dir");
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static ServerSocketChannel listen(Path path) throws IOException {
    Files.deleteIfExists(path);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path), 16);
      Files.setPosixFilePermissions(path, OWNER_ONLY);
      server.configureBlocking(false);
      return server;
    } catch (IOException | RuntimeException e) {
      closeQuietly(server);
      throw e;
    }
  }

  private static String reason(Exception e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // The reason that led here is the one to be told.
    }
  }

  /** Where it listens. */
  public Path path() {
    return path;
  }

  /** Ends all conversations and makes room for another instance. */
  @Override
  public void close() {
    loop.stop();
    try {
      thread.join();
      Files.deleteIfExists(path);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The next instance replaces what is left.
    }
    closeQuietly(lock);
  }
}
