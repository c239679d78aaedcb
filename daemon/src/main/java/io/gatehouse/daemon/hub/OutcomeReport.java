package io.gatehouse.daemon.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.detector.hubtest.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * How tests went, printed.
 *
 * @param outcomes in the order of the tests
 */
record OutcomeReport(List<Outcome> outcomes) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int SHOWN = 10;

  OutcomeReport {
    outcomes = List.copyOf(outcomes);
  }

  boolean allPassed() {
    return outcomes.stream().allMatch(Outcome::success);
  }

  private long passed() {
    return outcomes.stream().filter(Outcome::success).count();
  }

  void printForPeople(PrintWriter out) {
    for (Outcome outcome : outcomes) {
      out.println((outcome.success() ? "pass  " : "FAIL  ") + outcome.name());
      outcome.failures().stream().limit(SHOWN).forEach(failure -> out.println("      " + failure));
      if (outcome.failures().size() > SHOWN) {
        out.println("      and " + (outcome.failures().size() - SHOWN) + " more");
      }
    }
    out.println(passed() + " passed, " + (outcomes.size() - passed()) + " failed");
  }

  void printJson(PrintWriter out) {
    print(
        out,
        json -> {
          json.writeStartArray();
          for (Outcome outcome : outcomes) {
            json.writeStartObject();
            json.writeStringField("name", outcome.name());
            json.writeBooleanField("success", outcome.success());
            json.writeArrayFieldStart("failures");
            for (String failure : outcome.failures()) {
              json.writeString(failure);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  void printRaw(PrintWriter out) {
    out.println("name,success,failures");
    outcomes.forEach(
        outcome ->
            out.println(
                outcome.name() + "," + outcome.success() + "," + outcome.failures().size()));
  }

  void printMarkdown(PrintWriter out) {
    out.println("| test | result |");
    out.println("|---|---|");
    for (Outcome outcome : outcomes) {
      String result = outcome.success() ? "pass" : "fail: `" + outcome.failures().get(0) + "`";
      out.println("| " + outcome.name() + " | " + result + " |");
    }
    out.println();
    out.println(passed() + " of " + outcomes.size() + " pass.");
  }

  static void printNames(List<String> names, PrintWriter out) {
    print(
        out,
        json -> {
          json.writeStartArray();
          for (String name : names) {
            json.writeString(name);
          }
          json.writeEndArray();
        });
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static void print(PrintWriter out, Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(text);
  }
}
