/**
 * What becomes of a line, step by step, for people who write rules. The door is {@link
 * io.gatehouse.detector.explain.Explainer}. Only listens: the rules run as they always do.
 */
@NullMarked
package io.gatehouse.detector.explain;

import org.jspecify.annotations.NullMarked;
