package io.gatehouse.detector.hub;

/**
 * A file that a detector loads.
 *
 * @param kind what it is
 * @param name the hub's name for it; a file of the operator's own is called after the file
 * @param file where it is, for messages
 * @param stage "" for kinds without
 * @param text what is in it: one YAML document or several
 * @param version the hub's version with this content, "?" where the content was changed, "" for a
 *     file of the operator's own
 * @param hash SHA-256 in hexadecimal digits, "" for a file of the operator's own
 */
public record InstalledItem(
    ItemKind kind,
    String name,
    String file,
    String stage,
    String text,
    String version,
    String hash) {

  /** The file's name without folders, by which later files take the place of earlier ones. */
  String baseName() {
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
