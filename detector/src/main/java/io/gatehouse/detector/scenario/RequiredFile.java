package io.gatehouse.detector.scenario;

/**
 * A data file that a scenario's expressions look things up in.
 *
 * @param destFile its name in expressions
 * @param type {@code string}, {@code regex}, {@code regexp} or {@code map}
 */
public record RequiredFile(String destFile, String type) {}
