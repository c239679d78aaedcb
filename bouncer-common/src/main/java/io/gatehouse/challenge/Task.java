package io.gatehouse.challenge;

/**
 * What a visitor is asked to do.
 *
 * @param required level of pass that it earns
 * @param provider who checks it
 * @param puzzle for a proof of work
 */
record Task(PassLevel required, String provider, Puzzle puzzle) {}
