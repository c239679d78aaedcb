package io.gatehouse.daemon.lapi;

import io.gatehouse.lapi.server.LapiAdministration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A verb about bouncers or machines. */
abstract class AdministrationVerb extends LapiVerb {
  AdministrationVerb(LapiGroup group) {
    super(group);
  }

  @Override
  final int run(Scene scene) throws Exception {
    try (AdministrationConnection connection = group().administration(scene.config())) {
      return run(scene, connection.administration());
    }
  }

  /** Does the work; the exit code. */
  abstract int run(Scene scene, LapiAdministration administration) throws Exception;

  /** Asks before something is lost; no answer is a no. */
  final boolean isWanted(Scene scene, String question) throws IOException {
    scene.err().print(question + " [y/N] ");
    scene.err().flush();
    @Nullable String answer = answers().readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  final BufferedReader answers() {
    return new BufferedReader(
        new InputStreamReader(group().context().in(), StandardCharsets.UTF_8));
  }
}
