package io.gatehouse.daemon.peer;

import java.net.URI;

/** A LAPI that runs as a process, with its operator beside it. Used by one thread. */
public interface OperatedLapi extends AutoCloseable {

  /** Where bouncers find it, as they spell {@code api_url}. Reachable from its own host only. */
  URI uri();

  /** Registers a bouncer and returns its key. The name must be new. */
  String addBouncer(String name);

  /** Registers a machine that may log in at once. The id must be new. */
  void addMachine(String id, String password);

  /**
   * Adds a decision of origin {@code cscli}; several about one value stand side by side.
   *
   * @param value an address, or a range when it has a slash; LAPI keeps the spelling
   * @param duration as Go writes it
   * @param type {@code ban} or any word
   */
  void add(String value, String duration, String type);

  /** Bans an address or a range. */
  default void ban(String value, String duration) {
    add(value, duration, "ban");
  }

  /** Deletes every decision about exactly this value. */
  void delete(String value);

  /** Deletes one decision by LAPI's id. */
  void delete(long id);

  /** Ends it as systemd would; bouncers meet a refused connection. Nothing is lost. */
  void stop();

  /** Starts it again after {@link #stop}, at the same place with the same decisions. */
  void restart();

  /** Everything that it has said. */
  String log();

  @Override
  void close();
}
