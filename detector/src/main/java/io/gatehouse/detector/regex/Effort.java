package io.gatehouse.detector.regex;

/**
 * What a search costs at most, counted in steps and not in time.
 *
 * @param looks at characters of the text, by the engine that goes back
 * @param linear characters times instructions of the linear engine; 0 where it was not needed
 * @param givenUp whether neither was allowed to come to an end
 */
public record Effort(long looks, long linear, boolean givenUp) {}
