package io.gatehouse.policy;

import io.gatehouse.decision.Decision;
import io.gatehouse.policy.Explanation.AtPoint;
import java.util.Locale;

/** Writes an {@link Explanation}: one heading a subject, what follows from it indented. */
final class ExplanationText {
  private static final int LONGEST_WORD = 100;

  private final StringBuilder text = new StringBuilder();

  ExplanationText(Explanation explanation) {
    line(0, explanation.address().toString());
    line(0, "decisions");
    explanation.decisions().forEach(this::decision);
    noneIf(explanation.decisions().isEmpty());
    line(0, "evidence");
    evidence(explanation.evidence());
    explanation.points().forEach(point -> point(point, explanation));
  }

  private void decision(Decision decision) {
    line(
        1,
        printable(decision.kind().remediation().word())
            + " "
            + printable(decision.target().value())
            + " until "
            + decision.until()
            + ", by "
            + printable(decision.kind().origin().word())
            + " for '"
            + printable(decision.kind().scenario())
            + "'");
  }

  private void evidence(Evidence evidence) {
    noneIf(evidence.equals(Evidence.NONE));
    evidence.sources().stream().sorted().forEach(source -> line(1, "on " + source));
    if (evidence.hosting()) {
      line(1, "its AS rents out servers");
    }
    if (!evidence.identities().equals(Identities.NONE)) {
      line(1, identities(evidence.identities()));
    }
    if (evidence.diversity() > 0) {
      line(1, "about " + evidence.diversity() + " different browsers, as they say of themselves");
    }
    if (evidence.sharedName()) {
      line(1, "its name speaks of NAT or a mobile network");
    }
  }

  private static String identities(Identities found) {
    return String.format(
        Locale.ROOT,
        "identities: %d verified, %d by work, %d revoked",
        found.verified(),
        found.worked(),
        found.revoked());
  }

  private void point(AtPoint point, Explanation explanation) {
    line(0, point.name() + " (policy: " + point.mode().name().toLowerCase(Locale.ROOT) + ")");
    if (point.answer().isEmpty()) {
      line(1, "pass: no decision");
    }
    point.measures(explanation.address()).forEach(this::measure);
  }

  private void measure(Measure measure) {
    line(
        1,
        printable(measure.action().word())
            + " "
            + printable(measure.target().value())
            + ", "
            + measure.traffic()
            + " traffic, until "
            + measure.until());
    measure.reasons().forEach(reason -> line(2, reason));
  }

  private void noneIf(boolean empty) {
    if (empty) {
      line(1, "none");
    }
  }

  private void line(int indent, String words) {
    text.append("  ".repeat(indent)).append(words).append('\n');
  }

  /** What came from outside: on one line, and of a bounded length. */
  private static String printable(String word) {
    String clipped = word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) + "…" : word;
    return clipped.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
