package io.gatehouse.lapi.active;

import java.nio.ByteBuffer;
import java.util.List;

/** Writes an answer piece by piece: fixed texts, and lists of rows between them. */
final class AnswerText {
  private static final byte COMMA = ',';

  /** A fixed text and the rows after it. */
  static final class Part {
    private final byte[] text;
    private final RowSet rows;

    Part(byte[] text, RowSet rows) {
      this.text = text;
      this.rows = rows;
    }
  }

  private final RowText rowText;
  private final List<Part> parts;
  private final Page page = new Page();
  private int part = -1;
  private int nextRow = Rows.NONE;

  AnswerText(RowText rowText, List<Part> parts) {
    this.rowText = rowText;
    this.parts = parts;
  }

  boolean fill(ByteBuffer target) {
    while (page.moveTo(target)) {
      if (nextRow == Rows.NONE && part == parts.size() - 1) {
        return false;
      }
      fillPage();
    }
    return true;
  }

  private void fillPage() {
    if (nextRow == Rows.NONE) {
      part++;
      page.put(parts.get(part).text);
      nextRow = parts.get(part).rows.next();
    }
    while (nextRow != Rows.NONE && page.takes(rowText.maxLength(nextRow))) {
      rowText.put(nextRow, page);
      nextRow = parts.get(part).rows.next();
      if (nextRow != Rows.NONE) {
        page.put(COMMA);
      }
    }
  }
}
