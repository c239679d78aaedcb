/**
 * Doubles that the tests of all modules share: {@link ScriptedLapi}, a LAPI that answers what it is
 * told, however wrong, and {@link ManualTime}, which passes only when told.
 */
@NullMarked
package io.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
