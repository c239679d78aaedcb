package io.gatehouse.daemon.export;

import java.util.List;
import java.util.Locale;

/** How a list is written. Each entry is a line; {@code #} begins a comment in all of them. */
public enum ListForm {
  /** An address or prefix, as HAProxy's {@code acl … -f} and most others read it. */
  PLAIN("%s\n"),
  /** For {@code geo $gatehouse { include FILE; }}, whose longest match counts. */
  NGINX("%s %s;\n"),
  /** For {@code map_ip(FILE)}, whose longest match counts. */
  HAPROXY("%s %s\n");

  private final String line;

  ListForm(String line) {
    this.line = line;
  }

  String write(List<Listing.Entry> entries) {
    StringBuilder text = new StringBuilder("# written by gatehouse export; changes are lost\n");
    entries.forEach(entry -> text.append(line.formatted(entry.prefix(), entry.word())));
    return text.toString();
  }

  /** As it is named on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
