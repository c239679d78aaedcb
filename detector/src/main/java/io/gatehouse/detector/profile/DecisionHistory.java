package io.gatehouse.detector.profile;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a LAPI has decided before, for expressions such as {@code GetDecisionsCount(…)}. */
public interface DecisionHistory {
  /** Nothing was ever decided. */
  DecisionHistory NONE =
      new DecisionHistory() {
        @Override
        public long count(String value, @Nullable Instant since) {
          return 0;
        }

        @Override
        public long active(String value) {
          return 0;
        }

        @Override
        public Duration timeLeft(String value) {
          return Duration.ZERO;
        }
      };

  /** How many decisions there were for an address or prefix, since then or, for null, ever. */
  long count(String value, @Nullable Instant since);

  /** How many decisions are in force for it. */
  long active(String value);

  /** How long the longest of them stays in force. */
  Duration timeLeft(String value);
}
