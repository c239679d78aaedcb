/**
 * Where decisions come from: {@link LapiClient} speaks a LAPI's HTTP, {@link DecisionStream} keeps
 * pulling from it on a thread of its own, {@link DecisionFile} reads a file in its place. Each
 * hands the decisions, row by row, to a {@link io.gatehouse.decision.DecisionSink}. The shapes on
 * the wire stay in here; nothing here knows who keeps the decisions or what is done about them.
 */
@NullMarked
package io.gatehouse.lapi;

import org.jspecify.annotations.NullMarked;
