package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.settings.EngineConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A verb of a {@link LapiGroup}: reads the configuration, then does its work. */
abstract class LapiVerb implements Callable<Integer> {
  private final LapiGroup group;

  @Spec private @Nullable CommandSpec spec;

  LapiVerb(LapiGroup group) {
    this.group = group;
  }

  /** What a verb works with. */
  record Scene(EngineConfig config, Form form, Console console) {

    /** Where the result goes; nothing else in the forms for scripts. */
    PrintWriter out() {
      return console.out();
    }

    /** Tells people what was done; scripts that read the result are not bothered with it. */
    void say(String sentence) {
      (form == Form.human ? out() : err()).println(sentence);
    }

    /** Where everything else goes. */
    PrintWriter err() {
      return console.err();
    }
  }

  @Override
  public final Integer call() throws Exception {
    EngineConfig config = group.config();
    Scene scene = new Scene(config, group.form(config), Console.of(spec));
    int exit = run(scene);
    scene.out().flush();
    return exit;
  }

  /** Does the work; the exit code. */
  abstract int run(Scene scene) throws Exception;

  final LapiGroup group() {
    return group;
  }

  /** That the command line makes no sense, which is exit code 2. */
  final ParameterException misuse(String message) {
    if (spec == null) {
      throw new IllegalStateException("called outside of a command line");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
