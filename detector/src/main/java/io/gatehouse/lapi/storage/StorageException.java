package io.gatehouse.lapi.storage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The database could not do what it was asked; its message says what an operator can do. */
public final class StorageException extends Exception {
  /** What is the matter. */
  public enum Kind {
    /** The file is damaged, or no database. */
    CORRUPT,
    /** Another process of ours has it open. */
    LOCKED,
    /** The disk has no room left; nothing was lost, a retry can help once there is. */
    FULL,
    /** Too much is waiting to be written, or another program holds the file; a retry can help. */
    BUSY,
    /** A newer version of this program has written it. */
    NEWER_SCHEMA,
    /** Anything else, such as a missing permission. */
    OTHER
  }

  private final Kind kind;
  private final transient Path file;

  StorageException(Kind kind, Path file, String message, @Nullable Throwable cause) {
    super("storage: " + file + ": " + message, cause);
    this.kind = kind;
    this.file = file;
  }

  /** What is the matter. */
  public Kind kind() {
    return kind;
  }

  /** The database's file. */
  public Path file() {
    return file;
  }

  /** Whether the same call may succeed later without anybody's help. */
  public boolean canRetry() {
    return kind == Kind.FULL || kind == Kind.BUSY;
  }
}
