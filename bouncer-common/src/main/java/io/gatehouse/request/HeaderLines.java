package io.gatehouse.request;

import java.util.List;

/** The headers of a request as they came from the peer, before anybody hid or changed them. */
@FunctionalInterface
public interface HeaderLines {
  /** Every line of this header in order, none if there is none; names in any case. */
  List<String> of(String name);
}
