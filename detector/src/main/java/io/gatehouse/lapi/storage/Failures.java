package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what a failure of SQLite means for this file, and what an operator can do. */
final class Failures {
  private static final long NO_ROOM_BYTES = 1 << 20;
  private static final int PRIMARY_CODE = 0xFF;

  private final Path file;

  Failures(Path file) {
    this.file = file;
  }

  StorageException of(SQLException failure) {
    return switch (primary(failure)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB -> corrupt(failure);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          failed(Kind.BUSY, "another program is writing to the file; close that program", failure);
      case SQLITE_FULL -> full(failure);
      case SQLITE_IOERR -> hasRoom() ? other(failure) : full(failure);
      default -> other(failure);
    };
  }

  private StorageException corrupt(SQLException failure) {
    return failed(
        Kind.CORRUPT,
        "is damaged or no database ("
            + failure.getMessage()
            + "); move it away and put a backup in its place, or start without it;"
            + " `sqlite3 FILE .recover` shows what can still be read",
        failure);
  }

  private StorageException full(SQLException failure) {
    return failed(
        Kind.FULL, "the disk is full; free some space, what was acknowledged is not lost", failure);
  }

  private StorageException other(SQLException failure) {
    return failed(
        Kind.OTHER, failure.getMessage() + "; look at the file's disk and permissions", failure);
  }

  StorageException failed(Kind kind, String message, Throwable cause) {
    return new StorageException(kind, file, message, cause);
  }

  StorageException refused(Kind kind, String message) {
    return new StorageException(kind, file, message, null);
  }

  /** Whether a failure is of the one statement only, and its transaction can go on. */
  static boolean isOfStatement(SQLException failure) {
    return primary(failure) == SQLiteErrorCode.SQLITE_CONSTRAINT
        || primary(failure) == SQLiteErrorCode.SQLITE_TOOBIG;
  }

  private static SQLiteErrorCode primary(SQLException failure) {
    return failure instanceof SQLiteException known
        ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & PRIMARY_CODE)
        : SQLiteErrorCode.getErrorCode(failure.getErrorCode() & PRIMARY_CODE);
  }

  /** SQLite reports a full disk as an I/O error where it maps memory or syncs. */
  private boolean hasRoom() {
    try {
      return Files.getFileStore(file).getUsableSpace() > NO_ROOM_BYTES;
    } catch (IOException unknown) {
      return true;
    }
  }
}
