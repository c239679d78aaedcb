package io.gatehouse.detector.grok;

/**
 * A named pattern as it was defined.
 *
 * @param name what references call it
 * @param text its regular expression, with references
 * @param place file and line, for messages
 */
record Definition(String name, String text, String place) {}
