package io.gatehouse.lapi.storage;

/**
 * An alert, by number.
 *
 * @param id its number
 * @param rows how many rows its deletion changes, or so
 */
record AlertHead(long id, long rows) {}
