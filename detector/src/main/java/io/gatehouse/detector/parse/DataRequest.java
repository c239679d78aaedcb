package io.gatehouse.detector.parse;

/**
 * A file that rules look things up in, as they name it.
 *
 * @param destFile its name among the data files
 * @param type {@code string}, {@code regex}, {@code regexp} or {@code map}; empty for a file that
 *     is not loaded by its name
 * @param place file and line of the rule, for messages
 */
public record DataRequest(String destFile, String type, String place) {}
