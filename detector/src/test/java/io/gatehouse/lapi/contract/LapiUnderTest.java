package io.gatehouse.lapi.contract;

import java.net.URI;
import java.util.List;

/** A running LAPI, and what its operator can do that has no route. Used by one thread. */
public interface LapiUnderTest extends AutoCloseable {

  /** Which shape of the wire it speaks. */
  Release release();

  /** Where it answers over HTTP, reachable from 127.0.0.1 and 127.0.0.2; ends with a slash. */
  URI uri();

  /** Registers a bouncer and returns its key. The name must be new. */
  String addBouncer(String name);

  /** Every bouncer's row. */
  List<BouncerRow> bouncers();

  /** Registers a machine that may log in at once. The id must be new. */
  void addMachine(String id, String password);

  /** Lets a machine in that has registered itself. */
  void validateMachine(String id);

  @Override
  void close();

  /**
   * A bouncer as its operator sees it.
   *
   * @param name unique
   * @param address of its last request; empty before
   * @param type what its User-Agent says before the slash; empty before its first request
   * @param version what its User-Agent says behind the slash
   */
  record BouncerRow(String name, String address, String type, String version) {}
}
