/**
 * The programs that Gatehouse has to get on with, as Debian ships them, run from unpacked packages
 * with private configuration. Doors: {@link RealCrowdSec} and {@link RealFirewallBouncer}. Knows no
 * class of the product.
 */
@NullMarked
package io.gatehouse.daemon.peer;

import org.jspecify.annotations.NullMarked;
