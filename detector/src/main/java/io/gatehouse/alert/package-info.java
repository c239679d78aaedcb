/**
 * What a log processor reports and a LAPI keeps: an alert with its source, events and decisions,
 * and its JSON. Knows addresses and decisions only.
 */
@NullMarked
package io.gatehouse.alert;

import org.jspecify.annotations.NullMarked;
