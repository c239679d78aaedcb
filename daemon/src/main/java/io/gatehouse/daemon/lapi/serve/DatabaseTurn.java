package io.gatehouse.daemon.lapi.serve;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.lapi.storage.StorageException.Kind;

/**
 * Waits for a database that another process has: a command has it for a moment, and so has a server
 * that is ending. Gives up after five seconds.
 */
public final class DatabaseTurn {
  /** A fiftieth of the time. */
  public static final Pause SHORT = () -> Thread.sleep(100);

  private static final int PAUSES = 50;

  private final Pause pause;
  private int left = PAUSES;

  /**
   * To be used once.
   *
   * @param pause lets a moment pass; {@link #SHORT} outside of tests
   */
  public DatabaseTurn(Pause pause) {
    this.pause = pause;
  }

  /** Lets a moment pass. */
  public interface Pause {
    /** Returns a little later. */
    void make() throws InterruptedException;
  }

  /**
   * Lets a moment pass after a refusal.
   *
   * @throws ProgramException with the refusal, where waiting is of no use or has been long enough
   */
  public void await(StorageException refusal) throws ProgramException {
    if (refusal.kind() != Kind.LOCKED || left == 0) {
      throw new ProgramException(String.valueOf(refusal.getMessage()));
    }
    left--;
    try {
      pause.make();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProgramException(String.valueOf(refusal.getMessage()));
    }
  }
}
