package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.daemon.peer.OperatedLapi;
import io.gatehouse.daemon.peer.RealMachine;
import io.gatehouse.testing.TestHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Debian's programs on our LAPI: they must not notice. */
class OwnLapiPeersIT extends RealPeersIT {
  /** What newer versions of cscli have added to 1.4.6. */
  private static final Pattern NEWER = Pattern.compile("kind|uuid");

  /** What goes on while two programs run one after the other. */
  private static final Pattern TIME_LEFT = Pattern.compile("[0-9]+h[0-9]+m[0-9]+s");

  @Override
  OperatedLapi startLapi(TestHost host, Path files) {
    return RunningLapi.start(host, files);
  }

  /** Scripts go by these lines. */
  @Test
  void our_command_line_prints_what_cscli_prints() {
    RunningLapi lapi = (RunningLapi) start(TestHost.here());
    RealMachine operator = machineOn(lapi);
    lapi.add("198.51.100.10", "4h", "captcha");
    lapi.add("2001:db8::/48", "4h", "ban");
    lapi.ban("198.51.100.10", "4h");
    lapi.ban("198.51.100.10", "8h");

    for (String list : List.of("decisions list", "decisions list -m", "alerts list -m")) {
      String[] human = (list + " -o human").split(" ");
      assertThat(headings(lapi.expect(human)))
          .isEqualTo(headings(operator.cscli(human).expectSuccess()));
      String[] raw = (list + " -o raw").split(" ");
      assertThat(columns(lapi.expect(raw))).isEqualTo(columns(operator.cscli(raw).expectSuccess()));
      String[] json = (list + " -o json").split(" ");
      assertThat(lines(lapi.expect(json))).isEqualTo(lines(operator.cscli(json).expectSuccess()));
    }
  }

  /** Field by field; {@code uuid} and {@code kind} are newer. */
  @Test
  void our_command_line_inspects_alerts_as_cscli_does() {
    RunningLapi lapi = (RunningLapi) start(TestHost.here());
    RealMachine operator = machineOn(lapi);
    lapi.add("198.51.100.10", "4h", "captcha");

    Map<String, Object> ours = yaml(lapi.expect("alerts", "inspect", "1", "-o", "raw"));
    Map<String, Object> theirs =
        yaml(operator.cscli("alerts", "inspect", "1", "-o", "raw").expectSuccess());

    ours.keySet().removeIf(NEWER.asMatchPredicate());
    assertThat(ours).isEqualTo(theirs);
  }

  private static Map<String, Object> yaml(String text) {
    return new Yaml().load(TIME_LEFT.matcher(text).replaceAll("(time left)"));
  }

  /** The words above a table, whatever its frame is made of. */
  private static List<String> headings(String table) {
    return Pattern.compile("[│|]")
        .splitAsStream(table.lines().skip(1).findFirst().orElseThrow())
        .map(String::strip)
        .filter(word -> !word.isEmpty() && !NEWER.matcher(word).matches())
        .toList();
  }

  private static List<String> columns(String csv) {
    return Pattern.compile(",")
        .splitAsStream(csv.lines().findFirst().orElseThrow())
        .filter(word -> !NEWER.matcher(word).matches())
        .toList();
  }

  /** Of JSON, without the commas that depend on what follows. */
  private static List<String> lines(String json) {
    return json.lines()
        .filter(line -> !line.matches(" *\"(" + NEWER + ")\":.*"))
        .map(line -> TIME_LEFT.matcher(line).replaceAll("(time left)").replaceAll(",$", ""))
        .toList();
  }
}
