/**
 * How another process of the same host speaks to the running firewall: one line of JSON to its Unix
 * socket, one line back. {@link ControlSocket} is the daemon's end, {@link ControlClient} the
 * other; what the verbs do is {@link ControlVerbs}. Knows no firewall.
 */
@NullMarked
package io.gatehouse.daemon.control;

import org.jspecify.annotations.NullMarked;
