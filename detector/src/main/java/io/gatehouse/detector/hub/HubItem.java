package io.gatehouse.detector.hub;

import java.util.List;
import java.util.Map;

/**
 * An item as a hub's index tells of it.
 *
 * @param kind what it is
 * @param name such as {@code crowdsecurity/ssh-bf}
 * @param path of its file in the hub
 * @param stage such as {@code s01-parse}; "" for kinds without
 * @param description one line, perhaps empty
 * @param version the newest
 * @param digests version by SHA-256 of the file, in hexadecimal digits
 * @param members names by kind, for a collection
 */
public record HubItem(
    ItemKind kind,
    String name,
    String path,
    String stage,
    String description,
    String version,
    Map<String, String> digests,
    Map<ItemKind, List<String>> members) {

  /** The version whose digest this is; "?" for a file that somebody has changed. */
  String versionOf(String digest) {
    return digests.getOrDefault(digest, "?");
  }
}
