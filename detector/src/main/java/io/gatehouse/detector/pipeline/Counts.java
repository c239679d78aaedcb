package io.gatehouse.detector.pipeline;

/**
 * What came of the lines so far.
 *
 * @param lines that came in
 * @param parsed that parsers knew
 * @param alerts that went out
 */
public record Counts(long lines, long parsed, long alerts) {}
