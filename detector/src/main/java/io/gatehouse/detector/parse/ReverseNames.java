package io.gatehouse.detector.parse;

import io.gatehouse.net.IpAddress;
import java.util.List;

/** Asks for the names of an address (PTR records). Thread-safe; may block for some seconds. */
@FunctionalInterface
public interface ReverseNames {
  /** Knows no names. */
  ReverseNames NONE = address -> List.of();

  /** The names, as they stand in the records; none if there are none or nobody answers. */
  List<String> of(IpAddress address);
}
