/**
 * Internet addresses as numbers: {@link IpAddress}, {@link IpPrefix} and {@link PrefixTable}, the
 * table that tells which prefixes cover an address. Knows nothing of decisions, the network or DNS:
 * a text is an address or it is refused.
 */
@NullMarked
package io.gatehouse.net;

import org.jspecify.annotations.NullMarked;
