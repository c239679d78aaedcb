/**
 * How settings are read: {@link ConfigFile} is the door, with its {@code .local} overlay and its
 * variables; a {@link ConfigSection} hands out values by the type that is wanted; a {@link
 * ConfigReport} gathers every problem, so that all of them are told at once. {@link Secret} is a
 * value that must not be shown. What several front ends have in common is read through {@link
 * SettingTexts}, whatever it is written in. Knows YAML, and no key of any program: each program
 * maps its own file to a record.
 */
@NullMarked
package io.gatehouse.config;

import org.jspecify.annotations.NullMarked;
