/**
 * The forward-auth service: a proxy asks it about each request before it serves it. The door is
 * {@link ForwardAuthServer}; {@link Question} is what the kinds of proxies have in common. Decides
 * nothing itself: that is {@link io.gatehouse.bouncer}'s.
 */
@NullMarked
package io.gatehouse.daemon.forward;

import org.jspecify.annotations.NullMarked;
