/**
 * What a LAPI keeps: alerts with their decisions, machines, bouncers, usage metrics, in one SQLite
 * file. The door is {@link LapiDatabase}; every write goes through its one writer thread, and what
 * it made durable is told to {@link io.gatehouse.lapi.active.CommitListener}s in commit order.
 * Knows neither HTTP nor who may ask.
 */
@NullMarked
package io.gatehouse.lapi.storage;

import org.jspecify.annotations.NullMarked;
