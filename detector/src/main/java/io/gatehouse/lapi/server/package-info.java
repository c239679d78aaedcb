/**
 * The Local API: what machines and bouncers ask over HTTP, who they are, and what an operator does
 * through the admin socket. The door is {@link io.gatehouse.lapi.server.LapiServer} with {@link
 * io.gatehouse.lapi.server.LapiServerConfig}, and {@link
 * io.gatehouse.lapi.server.LapiAdministration} for bouncers and machines. Knows no configuration
 * file and no command line.
 */
@NullMarked
package io.gatehouse.lapi.server;

import org.jspecify.annotations.NullMarked;
