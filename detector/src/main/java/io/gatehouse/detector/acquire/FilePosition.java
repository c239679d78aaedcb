package io.gatehouse.detector.acquire;

/**
 * Up to where a file was read.
 *
 * @param id which file
 * @param offset of the first byte that was not read
 * @param head how the file begins
 */
record FilePosition(FileState.Id id, long offset, Fingerprint head) {}
