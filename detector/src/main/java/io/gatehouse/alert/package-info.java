/**
 * What a log processor reports and a LAPI keeps: an {@link Alert} with its source, events and
 * decisions, and its JSON: {@link AlertReader} and {@link AlertWriter}. Knows durations and scopes
 * of {@code io.gatehouse.decision} and nothing else: neither HTTP nor who keeps an alert.
 */
@NullMarked
package io.gatehouse.alert;

import org.jspecify.annotations.NullMarked;
