package io.gatehouse.detector.hub;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A hub's files by their path in it, wherever they are kept. */
interface HubFiles {
  /** The largest file that is read, in bytes; the hub's index has 4 MB, its largest list less. */
  int LIMIT_BYTES = 64 * 1024 * 1024;

  /** A file's bytes; empty where there is none. */
  Optional<byte[]> read(String path) throws IOException;

  /** Names of the files of a folder, sorted; none where there is no such folder. */
  List<String> list(String folder) throws IOException;

  /** What to call a file in messages. */
  String describe(String path);

  /** Whether a path stays inside: a hub's index and its rules are hostile. */
  static boolean inside(String path) {
    if (path.isEmpty() || path.startsWith("/") || path.indexOf('\0') >= 0) {
      return false;
    }
    return ("/" + path + "/").replace('\\', '/').indexOf("/../") < 0;
  }
}
