package io.gatehouse.daemon.lapi.admin;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whether a LAPI of this host obeys us. */
public enum AdminSocket {
  /** Somebody listens, and we may ask. */
  ANSWERS,
  /** There is one, or may be, that this user cannot open. */
  FORBIDDEN,
  /** Nobody listens there. */
  SILENT;

  /** The longest name that sockaddr_un(7) holds. */
  private static final int LONGEST = 107;

  /** Tries to connect. */
  public static AdminSocket at(Path path) {
    if (path.toString().length() > LONGEST) {
      return SILENT;
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return channel.isConnected() ? ANSWERS : SILENT;
    } catch (IOException e) {
      return isHidden(path) ? FORBIDDEN : SILENT;
    }
  }

  private static boolean isHidden(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    boolean closed =
        directory != null && Files.isDirectory(directory) && !Files.isExecutable(directory);
    return closed || (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isWritable(path));
  }
}
