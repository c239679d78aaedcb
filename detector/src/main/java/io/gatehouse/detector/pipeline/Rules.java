package io.gatehouse.detector.pipeline;

import io.gatehouse.detector.scenario.AlertContext;
import io.gatehouse.detector.scenario.Scenarios;

/**
 * What a detector knows.
 *
 * @param parsers for lines
 * @param scenarios what events fill
 * @param postoverflows for overflows
 * @param context what alerts say beside their events
 */
public record Rules(
    EventParser parsers, Scenarios scenarios, EventParser postoverflows, AlertContext context) {}
