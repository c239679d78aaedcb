/**
 * What a visitor meets instead of a closed door: a page with a proof of work or a captcha, and the
 * signed pass that solving it earns. The door is {@link Challenges}: it turns a {@link Visit} into
 * a {@link Reply} and tells what the {@link Pass} in a visit is worth. Knows no servlet type and no
 * decision: who has to be challenged is its caller's business.
 */
@NullMarked
package io.gatehouse.challenge;

import org.jspecify.annotations.NullMarked;
