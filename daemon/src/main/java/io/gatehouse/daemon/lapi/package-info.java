/**
 * The verbs that talk to a LAPI, as {@code cscli} has them, and the one that serves it: {@link
 * LapiVerbs} is the door. A verb knows {@link LapiConnection} (alerts and decisions) and {@code
 * LapiAdministration} (bouncers and machines), and not how either is reached; that is {@link
 * LapiAccess}' part.
 */
@NullMarked
package io.gatehouse.daemon.lapi;

import org.jspecify.annotations.NullMarked;
