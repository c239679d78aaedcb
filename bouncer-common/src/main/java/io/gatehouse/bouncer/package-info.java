/**
 * A bouncer in front of a web site, without the server that it stands in: {@link HttpBouncer} holds
 * everything that one decides with and answers for each request, as {@link BouncerSettings} say. A
 * servlet filter and the forward-auth service are thin on top of it. Knows no server's types.
 */
@NullMarked
package io.gatehouse.bouncer;

import org.jspecify.annotations.NullMarked;
