package io.gatehouse.lapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads decisions token by token, row by row into a sink, and holds no more than one of them: a
 * stream answer ({@code {"new":[…],"deleted":[…]}}, the lists in either order, absent, null or
 * empty) or a bare list. One reader reads one answer.
 *
 * <p>Field names match in any case of letters, as Go's do. A row that is no decision is counted and
 * left out. What is not JSON of this shape, or exceeds the limits, is an {@link IOException}; the
 * sink has then seen some rows, and it is for the caller to abort.
 */
final class StreamReader {
  /** What LAPI stores fits many times over; upstream's longest column is a few thousand. */
  private static final int MAX_TEXT = 65_536;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxNumberLength(100)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(1_000)
                  .build())
          .build();

  /** The two lists of a stream answer. */
  private enum Listing {
    NEW,
    DELETED
  }

  private final AnswerLimits limits;
  private final RowTally tally;
  private final WireRow row;

  private final FieldOrder order = new FieldOrder();
  private final PlainRow plain;

  /** Rows go through the tally into its sink. */
  StreamReader(AnswerLimits limits, RowTally tally) {
    this.limits = limits;
    this.tally = tally;
    this.row = tally.row();
    this.plain = new PlainRow(row, order);
  }

  /** What is made of the tokens of an answer. */
  private interface Shape {
    void read(JsonParser json, RowInput input) throws IOException;
  }

  /** Reads a stream answer to its end. */
  void readStream(InputStream in) throws IOException {
    read(
        in,
        (json, input) -> {
          json.nextToken();
          readRoot(json, input);
        });
  }

  /** Reads a list of decisions, or {@code null} for none, to its end. */
  void readList(InputStream in) throws IOException {
    read(
        in,
        (json, input) -> {
          json.nextToken();
          readRows(json, input, Listing.NEW);
        });
  }

  /** Reads either of the two, whichever it is, to its end. */
  void readAny(InputStream in) throws IOException {
    read(
        in,
        (json, input) -> {
          if (json.nextToken() == JsonToken.START_OBJECT) {
            readRoot(json, input);
          } else {
            readRows(json, input, Listing.NEW);
          }
        });
  }

  private void read(InputStream in, Shape shape) throws IOException {
    RowInput input = new RowInput(new BoundedInput(in, limits.maxBytes()));
    try (JsonParser json = JSON.createParser(input)) {
      read(json, input, shape);
    }
  }

  private static void read(JsonParser json, RowInput input, Shape shape) throws IOException {
    try {
      shape.read(json, input);
      expectEnd(json);
    } catch (JsonProcessingException e) {
      throw input.located(json, e);
    }
  }

  private void readRoot(JsonParser json, RowInput input) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw unexpected(json, "an object with 'new' and 'deleted' was expected");
    }
    boolean anyList = false;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      if (name.equalsIgnoreCase("new")) {
        readRows(json, input, Listing.NEW);
        anyList = true;
      } else if (name.equalsIgnoreCase("deleted")) {
        readRows(json, input, Listing.DELETED);
        anyList = true;
      } else {
        json.skipChildren();
      }
    }
    if (!anyList) {
      throw unexpected(json, "the object has neither 'new' nor 'deleted'");
    }
  }

  private void readRows(JsonParser json, RowInput input, Listing listing) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw unexpected(json, "a list of decisions was expected");
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        readRow(json, listing);
      } else {
        json.skipChildren();
        tally.skip(lineOf(json), "it is not an object");
      }
      takePlainRows(json, input, listing);
    }
  }

  /** The rows that follow, as far as they are not the parser's to look at. */
  private void takePlainRows(JsonParser json, RowInput input, Listing listing) throws IOException {
    if (input.isAllReadBy(json)) {
      while (input.take(plain)) {
        handOn(json, listing);
      }
    }
  }

  private void readRow(JsonParser json, Listing listing) throws IOException {
    row.clear();
    WireField field = WireField.UNKNOWN;
    while (true) {
      WireField next = nextField(json, field);
      if (next == null) {
        break;
      }
      order.follows(field, next);
      readField(json, json.nextToken(), next);
      field = next;
    }
    handOn(json, listing);
  }

  private void handOn(JsonParser json, Listing listing) throws IOException {
    if (!tally.isDecision()) {
      tally.skip(lineOf(json));
    } else if (listing == Listing.NEW) {
      tally.added();
    } else {
      tally.deleted();
    }
  }

  /**
   * The next field; null at the end of the row. What followed last time is tried first, as bytes.
   */
  private @Nullable WireField nextField(JsonParser json, WireField last) throws IOException {
    WireField expected = order.after(last);
    if (json.nextFieldName(expected.text())) {
      return expected;
    }
    return json.currentToken() == JsonToken.FIELD_NAME ? WireField.of(json.currentName()) : null;
  }

  private void readField(JsonParser json, JsonToken token, WireField field) throws IOException {
    TextSlot text = row.text(field);
    if (text != null) {
      readText(json, token, text);
    } else if (field == WireField.ID) {
      readId(json, token);
    } else if (field == WireField.SIMULATED) {
      readSimulated(json, token);
    } else {
      json.skipChildren();
    }
  }

  private static void readText(JsonParser json, JsonToken token, TextSlot slot) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      slot.set(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    } else {
      slot.clear();
      json.skipChildren();
    }
  }

  private void readId(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      try {
        row.id(json.getLongValue());
      } catch (InputCoercionException e) {
        row.idWrong();
      }
    } else if (token != JsonToken.VALUE_NULL) {
      row.idWrong();
      json.skipChildren();
    }
  }

  private void readSimulated(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_TRUE) {
      row.simulated();
    }
    json.skipChildren();
  }

  private static int lineOf(JsonParser json) {
    return json.currentLocation().getLineNr();
  }

  /** Reads on to the end of the input, so that a cut transfer is noticed however it was cut. */
  private static void expectEnd(JsonParser json) throws IOException {
    if (json.nextToken() != null) {
      throw unexpected(json, "there is more after its end");
    }
  }

  private static IOException unexpected(JsonParser json, String message) {
    return json.currentToken() == null
        ? new JsonEOFException(json, null, "it is empty")
        : new JsonParseException(json, message);
  }
}
