/**
 * Verbs about the items of a hub: {@code hubtest}. The door is {@link
 * io.gatehouse.daemon.hub.HubtestGroup}.
 */
@NullMarked
package io.gatehouse.daemon.hub;

import org.jspecify.annotations.NullMarked;
