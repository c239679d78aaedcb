package io.gatehouse.detector.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.explain.LineTrace.Detail;
import java.time.Instant;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

class LineTraceTest {
  private final Event event =
      Event.of(
          new Line("a line\twith a tab", "/x", "file", Instant.EPOCH, new HashMap<>()),
          TimeMode.LIVE);
  private final LineTrace trace = new LineTrace(event);

  @Test
  void nodes_stand_under_their_stage_with_what_they_wrote() {
    event.parsed().put("program", "sshd");
    trace.evaluated("s00-raw", "syslog", true, event);
    event.parsed().put("program", "sudo");
    event.meta().put("log_type", "auth");
    trace.evaluated("s01-parse", "sudo", true, event);
    event.setProcess(true);

    assertThat(trace.tell(new Detail(true, false, false)))
        .containsExactly(
            "line: a line?with a tab",
            "├ s00-raw",
            "│ ├ ok   syslog (+1 ~0)",
            "│ │ ├ create evt.Parsed.program : sshd",
            "├ s01-parse",
            "│ ├ ok   sudo (+1 ~1)",
            "│ │ ├ update evt.Parsed.program : sshd -> sudo",
            "│ │ ├ create evt.Meta.log_type : auth",
            "└ parser success, no scenario");
  }

  @Test
  void nodes_that_failed_are_told_when_asked_for() {
    trace.evaluated("s00-raw", "syslog", false, event);

    assertThat(trace.tell(new Detail(false, false, false)))
        .doesNotContain("│ ├ FAIL syslog")
        .contains("└ parser failure");
    assertThat(trace.tell(new Detail(false, true, false))).contains("│ ├ FAIL syslog");
    assertThat(trace.tell(new Detail(false, true, true))).isEmpty();
  }

  @Test
  void a_whitelist_is_named_with_its_reason() {
    event.whitelist("ours");
    trace.evaluated("s02-enrich", "wl", true, event);
    event.setProcess(true);

    assertThat(trace.tell(new Detail(false, false, false)))
        .contains("└ parser success, ignored by whitelist (ours)");
  }
}
