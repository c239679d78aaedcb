package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalWeightsTest {
  private final SignalWeights weights = SignalWeights.DEFAULT;

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "2, .20", "4, .40", "8, .59", "16, .79", "28, .95", "1000, .95"})
  void verified_identities_weigh(int count, double weight) {
    assertThat(weights.verified(new Identities(count, 0, 0))).isCloseTo(weight, within(.01));
  }

  @ParameterizedTest
  @CsvSource({"4, 0", "8, .20", "16, .40", "32, .59", "112, .95"})
  void identities_that_only_worked_weigh_a_quarter(int count, double weight) {
    assertThat(weights.verified(new Identities(0, count, 0))).isCloseTo(weight, within(.01));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "2, 0", "3, .17", "4, .26", "6, .39", "7, .40", "500, .40"})
  void browsers_weigh(int count, double weight) {
    assertThat(weights.diversity(count)).isCloseTo(weight, within(.01));
  }

  @Test
  void of_two_authorities_the_weightier_counts() {
    assertThat(weights.listed(Set.of(SharedSource.MOBILE_AS, SharedSource.CELLULAR)))
        .isEqualTo(0.7);
    assertThat(weights.listed(Set.of())).isZero();
  }

  @Test
  void groups_combine_as_chances() {
    Evidence evidence =
        Evidence.NONE
            .listedBy(SharedSource.MOBILE_AS)
            .withIdentities(new Identities(8, 0, 0))
            .withDiversity(500);

    Score score = Score.of(evidence, weights, Layer.HTTP);

    assertThat(score.firm()).isCloseTo(0.84, within(.005));
    assertThat(score.total()).isCloseTo(1 - 0.4 * 0.405 * 0.6, within(.005));
    assertThat(score).hasToString("score 0.90 (lists 0.60, identities 0.59, forgeable signs 0.40)");
  }

  @Test
  void browsers_and_a_name_together_weigh_no_more_than_browsers_may() {
    Evidence evidence = Evidence.NONE.withDiversity(4).withSharedName();

    assertThat(Score.of(evidence, weights, Layer.HTTP).total()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void a_hosting_network_leaves_little() {
    Evidence evidence =
        Evidence.NONE.listedBy(SharedSource.PUBLISHED).withDiversity(500).inHostingAs();

    assertThat(Score.of(evidence, weights, Layer.HTTP).total()).isCloseTo(0.27, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"HTTP, .77", "L4, .3", "EDGE, .3"})
  void only_http_relies_on_what_it_sees_of_clients(Layer layer, double total) {
    Evidence evidence =
        Evidence.NONE.withIdentities(new Identities(9, 0, 0)).withDiversity(9).withSharedName();

    assertThat(Score.of(evidence, weights, layer).total()).isCloseTo(total, within(.01));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "0, 1, 1", "3, 1, 3", "1, 9, 5", "0, 100, 50"})
  void users_are_estimated_for_reports(int verified, int browsers, int users) {
    Evidence evidence =
        Evidence.NONE.withIdentities(new Identities(verified, 0, 0)).withDiversity(browsers);

    assertThat(evidence.estimatedUsers()).isEqualTo(users);
  }
}
