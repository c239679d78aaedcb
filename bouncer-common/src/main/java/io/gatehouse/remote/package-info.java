/**
 * What clients of other people's services share: a {@link Breaker} for those that fail and a {@link
 * JsonAnswer} for what they say. Knows no service.
 */
@NullMarked
package io.gatehouse.remote;

import org.jspecify.annotations.NullMarked;
