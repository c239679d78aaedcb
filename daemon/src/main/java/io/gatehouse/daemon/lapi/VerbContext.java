package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.SharedOptions;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * What the verbs take from the program around them.
 *
 * @param environment of the process
 * @param options that may stand anywhere, known when a verb runs
 * @param in standard input
 * @param time the clock
 * @param version of the program, for its user agent
 */
public record VerbContext(
    Map<String, String> environment,
    SharedOptions options,
    InputStream in,
    InstantSource time,
    String version) {}
