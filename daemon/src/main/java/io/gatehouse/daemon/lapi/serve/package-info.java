/**
 * The LAPI as a process: {@link LapiDaemon} is the door, {@link ServerSettings} turns the file into
 * what the server takes, {@link DataDirectory} is where it keeps everything. Knows no verb.
 */
@NullMarked
package io.gatehouse.daemon.lapi.serve;

import org.jspecify.annotations.NullMarked;
