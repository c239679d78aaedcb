package io.gatehouse.daemon.lapi.imports;

import io.gatehouse.daemon.console.ProgramException;
import java.io.IOException;
import java.io.InputStream;

/** A value a line; empty lines and those that begin with # say nothing. */
final class ValueRows implements Rows {
  @Override
  public void read(InputStream in, Into into)
      throws IOException, BadRowException, ProgramException {
    TextLines lines = new TextLines(in);
    for (String line = lines.next(); line != null; line = lines.next()) {
      String value = line.strip();
      if (!value.isEmpty() && value.charAt(0) != '#') {
        into.row(lines.number(), new ImportRow.Written(value, "", "", "", ""));
      }
    }
  }
}
