/**
 * From measures to a place that carries them out: the {@link Enforcer} contract, its {@link Plan},
 * and the loop that keeps one enforcer in step. Knows no kernel and no vendor.
 */
@NullMarked
package io.gatehouse.enforce;

import org.jspecify.annotations.NullMarked;
