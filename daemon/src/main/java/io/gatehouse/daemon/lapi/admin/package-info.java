/**
 * The running LAPI of this host, at its admin socket: {@link AdminSocket} says whether it is there,
 * {@link AdminClient} asks it about bouncers, machines and itself. Knows no verb.
 */
@NullMarked
package io.gatehouse.daemon.lapi.admin;

import org.jspecify.annotations.NullMarked;
