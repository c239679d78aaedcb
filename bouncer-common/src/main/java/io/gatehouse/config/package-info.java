/**
 * How settings are read: files, environment, and values that must not be shown ({@link Secret}).
 * Knows no LAPI and no enforcer.
 */
@NullMarked
package io.gatehouse.config;

import org.jspecify.annotations.NullMarked;
