package io.gatehouse.detector.hub;

/**
 * A file of Grok patterns.
 *
 * @param file where it is, for messages
 * @param text what is in it: a name and a pattern a line
 */
public record PatternFile(String file, String text) {}
