package io.gatehouse.daemon.demo;

import java.util.Optional;

/** What protects the demo's server. */
public interface Defence extends AutoCloseable {

  /** Packets that the kernel has dropped, by its own count. */
  long droppedPackets();

  /** What was decided about an address, for people; empty where nothing was. */
  Optional<String> decision(String address) throws DemoException;

  @Override
  void close();
}
