/**
 * The decisions that are in force, kept in columns: {@link io.gatehouse.store.DecisionStore}. It
 * learns of them as a {@link io.gatehouse.decision.DecisionSink}, answers what covers an address,
 * and tells an {@link io.gatehouse.store.EffectiveListener} whenever the strongest decision about a
 * target has changed. Knows neither LAPI nor policy nor any enforcer.
 */
@NullMarked
package io.gatehouse.store;

import org.jspecify.annotations.NullMarked;
