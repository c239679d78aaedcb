/**
 * Lists of decisions that an operator has in a file: {@link ImportFile} is the door, which reads
 * one as often as it is wanted, a row at a time; {@link ImportJournal} remembers how far an import
 * has got. Knows neither LAPI nor any verb.
 */
@NullMarked
package io.gatehouse.daemon.lapi.imports;

import org.jspecify.annotations.NullMarked;
