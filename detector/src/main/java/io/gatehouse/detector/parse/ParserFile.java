package io.gatehouse.detector.parse;

/**
 * A file of parsers.
 *
 * @param file its name, for messages
 * @param stage such as {@code s01-parse}
 * @param text YAML, one document or several
 */
public record ParserFile(String file, String stage, String text) {}
