package io.gatehouse.detector.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SearchBudgetTest {
  private static final String LINE = "user=" + "a".repeat(500) + "\u0000";

  /** Exponential for an engine that goes back. */
  private static final String NESTED = "user=(a+)+b";

  @Test
  void a_search_pays_for_each_look() throws Exception {
    SearchBudget budget = new SearchBudget(10_000);

    SafePattern.re2("user=(a+)").places(LINE, budget);

    assertThat(budget.atMost(10_000)).isBetween(1, 10_000 - 500);
    budget.refill();
    assertThat(budget.atMost(10_000)).isEqualTo(10_000);
  }

  @Test
  void a_text_without_the_literals_costs_nothing() throws Exception {
    SearchBudget budget = new SearchBudget(10_000);

    assertThat(SafePattern.re2("name=(a+)").places(LINE, budget)).isNull();
    assertThat(budget.atMost(10_000)).isEqualTo(10_000);
  }

  @Test
  void the_linear_engine_is_paid_for_as_well() throws Exception {
    SearchBudget budget = new SearchBudget(1_000_000);

    assertThat(SafePattern.re2(NESTED).places(LINE, budget)).isNull();
    assertThat(budget.atMost(1_000_000)).isLessThan(1_000_000 - SafePattern.budget(LINE.length()));
    assertThat(budget.isSpent()).isFalse();
  }

  @Test
  void it_stays_spent_until_it_is_refilled() throws Exception {
    SearchBudget budget = new SearchBudget(10_000);
    SafePattern pattern = SafePattern.re2(NESTED);
    assertThat(pattern.places(LINE, budget)).isNull();

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> pattern.places(LINE, budget))
          .isInstanceOf(PatternBudgetException.class);
      assertThat(budget.isSpent()).isTrue();
    }
  }

  @Test
  void where_it_does_not_suffice_the_search_is_given_up_and_it_is_spent() throws Exception {
    SearchBudget budget = new SearchBudget(1_000);

    assertThatThrownBy(() -> SafePattern.re2(NESTED).places(LINE, budget))
        .isInstanceOf(PatternBudgetException.class);
    assertThat(budget.isSpent()).isTrue();
    assertThatThrownBy(() -> SafePattern.re2("user=").places(LINE, budget))
        .isInstanceOf(PatternBudgetException.class);
  }
}
