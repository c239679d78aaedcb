/**
 * What tests of all modules share: network namespaces for whole programs, a LAPI that follows a
 * script, and time that a test moves. Reached through bouncer-common's test-jar.
 */
@NullMarked
package io.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
