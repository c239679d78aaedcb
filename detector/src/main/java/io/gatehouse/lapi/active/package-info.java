/**
 * Every decision that bouncers may see, in memory: a log of versions by commit number, from which
 * stream and live answers are made without a lock. The door is {@link ActiveDecisions}; knows
 * neither HTTP nor the database.
 */
@NullMarked
package io.gatehouse.lapi.active;

import org.jspecify.annotations.NullMarked;
