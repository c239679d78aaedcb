/**
 * How verbs talk with whoever called them: {@link Console} is where they write, {@link Form} how
 * ({@link Table} for people, {@link CsvLines} for scripts), {@link Terminal} what the other end can
 * show, {@link ProgressLine} what one sees while waiting, and {@link ProgramException} what went
 * wrong. Knows no verb.
 */
@NullMarked
package io.gatehouse.daemon.console;

import org.jspecify.annotations.NullMarked;
