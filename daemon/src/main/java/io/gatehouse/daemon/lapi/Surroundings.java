package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.Form;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the verbs take from the program around them.
 *
 * @param environment of the process
 * @param configFile what {@code -c} names, asked for when a verb runs
 * @param form what {@code -o} before the verb says, asked for when a verb runs
 * @param in standard input
 * @param time the clock
 * @param version of the program, for its user agent
 */
public record Surroundings(
    Map<String, String> environment,
    Supplier<Optional<Path>> configFile,
    Supplier<Optional<Form>> form,
    InputStream in,
    InstantSource time,
    String version) {}
