package io.gatehouse.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used. Carries every problem that was found, not only the first. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<ConfigProblem> problems;

  /** With at least one problem; the message is one line for each. */
  public ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  ConfigException(Place at, String message) {
    this(List.of(new ConfigProblem(at, message)));
  }

  /** The problems, by file and line. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
