/**
 * How the firewall is watched: {@link WatchEndpoint} serves {@code /metrics} and {@code /health} of
 * whatever {@link FirewallGauges} and {@link Health} tell. Knows no LAPI and no kernel.
 */
@NullMarked
package io.gatehouse.daemon.watch;

import org.jspecify.annotations.NullMarked;
