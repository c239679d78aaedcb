/**
 * Decisions as files that other programs read. The door is {@link Exporter}; {@link Listing} says
 * what is in force, {@link ListForm} how it is written.
 */
@NullMarked
package io.gatehouse.daemon.export;

import org.jspecify.annotations.NullMarked;
