package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.enforce.MeasureKind;
import io.gatehouse.firewall.nftables.OriginTallies.Tally;
import io.gatehouse.policy.Traffic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterNamesTest {
  @ParameterizedTest
  @CsvSource({
    "CAPI, CAPI-v4",
    "cscli-import, cscli-import-v4",
    "lists:firehol_level1, lists/firehol_level1-v4",
  })
  void a_plain_label_keeps_its_text(String label, String name) {
    assertThat(CounterNames.of(label, IpFamily.V4)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a\"; drop", "lists/x", "a:b:c", "9lives", "é", "a\u0000"})
  void any_other_label_is_cleaned_and_made_unique(String label) {
    assertThat(CounterNames.of(label, IpFamily.V6)).matches("x[\\w.-]*//[0-9a-f]{32}-v6");
  }

  @Test
  void labels_that_look_alike_have_names_of_their_own() {
    List<String> labels =
        List.of("a:b", "a/b", "a//b", "a_b", "a b", "other", "other:", "a:b-v4", "x:", "x//");
    Set<String> names = new HashSet<>();
    labels.forEach(label -> names.add(CounterNames.of(label, IpFamily.V4)));
    names.add(CounterNames.ofOther(IpFamily.V4));

    assertThat(names).hasSize(labels.size() + 1);
  }

  @Test
  void a_long_label_has_a_bounded_name() {
    assertThat(CounterNames.of("x".repeat(10_000), IpFamily.V4)).hasSizeLessThan(80);
  }

  @Test
  void all_names_are_recognised_as_ours() {
    assertThat(Layout.isOriginCounter(CounterNames.of("CAPI", IpFamily.V4))).isTrue();
    assertThat(Layout.isOriginCounter(CounterNames.of("1 2", IpFamily.V6))).isTrue();
    assertThat(Layout.isOriginCounter("processed4")).isFalse();
  }

  @Test
  void origins_without_end_are_counted_together() {
    OriginTallies tallies = new OriginTallies();
    for (int i = 0; i < 10_000; i++) {
      tallies.of(kind("origin" + i), IpFamily.V4).count(1);
    }
    tallies.acknowledge();

    assertThat(tallies.all()).hasSizeLessThanOrEqualTo(2 * OriginTallies.MAX_ORIGINS + 2);
    assertThat(tallies.all().stream().mapToLong(Tally::elements).sum()).isEqualTo(10_000);
    assertThat(tallies.all()).anyMatch(tally -> tally.label().equals("other"));
  }

  private static MeasureKind kind(String origin) {
    DecisionKind decision = new DecisionKind(Remediation.BAN, new Origin(origin), "");
    return new MeasureKind(Remediation.BAN, Traffic.ALL, decision);
  }
}
