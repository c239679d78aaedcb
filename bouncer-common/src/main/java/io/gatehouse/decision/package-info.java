/**
 * The vocabulary of decisions, CrowdSec's own words as types: {@link Decision}, what it is about
 * ({@link Target}), and how a pull of them reaches whoever keeps them ({@link DecisionSink}). Knows
 * no wire format and no enforcer.
 */
@NullMarked
package io.gatehouse.decision;

import org.jspecify.annotations.NullMarked;
