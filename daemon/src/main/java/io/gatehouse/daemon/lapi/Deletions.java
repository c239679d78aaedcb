package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.lapi.LapiVerb.Scene;

/** Says how many were deleted. */
final class Deletions {
  private Deletions() {}

  /**
   * Tells people the sentence, and scripts LAPI's own answer.
   *
   * @param what such as {@code decision(s) deleted}
   */
  static void tell(Scene scene, int deleted, String what) {
    if (scene.form() == Form.json) {
      scene.out().println("{\"nbDeleted\":\"" + deleted + "\"}");
    } else {
      scene.out().println(deleted + " " + what);
    }
  }
}
