package io.gatehouse.store;

import io.gatehouse.decision.DecisionChanges;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionSink.Outcome;

/** How the rows of the pull that is under way are taken in. */
interface Intake extends DecisionChanges {

  Outcome commit();

  void abort();

  /** No pull is under way. */
  Intake IDLE =
      new Intake() {
        @Override
        public void added(DecisionRow row) {
          throw new IllegalStateException("a row outside of a pull");
        }

        @Override
        public void deleted(DecisionRow row) {
          throw new IllegalStateException("a row outside of a pull");
        }

        @Override
        public Outcome commit() {
          throw new IllegalStateException("a commit outside of a pull");
        }

        @Override
        public void abort() {}
      };
}
