/**
 * The program {@code gatehouse}: {@link Gatehouse} is its main, one class for each verb, and {@link
 * FirewallDaemon} the wiring of the firewall bouncer. Knows all other packages; none knows it.
 */
@NullMarked
package io.gatehouse.daemon;

import org.jspecify.annotations.NullMarked;
