/**
 * The machine's side of a LAPI: {@link LapiMachine} logs in and stays logged in, sends alerts and
 * asks about them; {@link MachineCredentials} is the file that says where and as whom. Knows alerts
 * and bouncer-common's HTTP, and neither the server nor its database.
 */
@NullMarked
package io.gatehouse.lapi.machine;

import org.jspecify.annotations.NullMarked;
