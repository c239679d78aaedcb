package io.gatehouse.bouncer;

/**
 * The path of a request.
 *
 * @param raw as it came
 * @param mapped as whoever serves it understands it: decoded, without path parameters
 */
public record RequestPath(String raw, String mapped) {}
