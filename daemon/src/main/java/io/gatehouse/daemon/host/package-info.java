/**
 * What ties the process to its host: the log ({@link LogSetup}), the service manager ({@link
 * ServiceNotifier}) and signals ({@link Signals}). Knows no firewall.
 */
@NullMarked
package io.gatehouse.daemon.host;

import org.jspecify.annotations.NullMarked;
