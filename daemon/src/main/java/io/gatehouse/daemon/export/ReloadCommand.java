package io.gatehouse.daemon.export;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a program, never a shell, and no longer than a minute. */
public final class ReloadCommand implements Exporter.Reload {
  private static final Logger log = LoggerFactory.getLogger(ReloadCommand.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final List<String> words;

  /** The program and its arguments. */
  public ReloadCommand(List<String> words) {
    this.words = List.copyOf(words);
  }

  @Override
  public boolean run() {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return hasSucceeded(process);
    } catch (IOException e) {
      log.error("{} can't be run ({}); tried again in a moment", words.get(0), e.getMessage());
      return false;
    }
  }

  private boolean hasSucceeded(Process process) {
    try {
      if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        log.error("{} takes longer than a minute; it was ended", words.get(0));
        return false;
      }
      if (process.exitValue() != 0) {
        log.error("{} failed with {}; tried again in a moment", words, process.exitValue());
      }
      return process.exitValue() == 0;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
