/**
 * What a LAPI decides about an alert that brings no decision of its own: the operator's {@code
 * profiles.yaml}. The door is {@link Profiles}; knows alerts and configuration files, neither HTTP
 * nor storage.
 */
@NullMarked
package io.gatehouse.detector.profile;

import org.jspecify.annotations.NullMarked;
