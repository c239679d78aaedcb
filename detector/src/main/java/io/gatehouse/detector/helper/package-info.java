/**
 * The helper functions that CrowdSec adds to the expression language: a table of {@link
 * io.gatehouse.detector.expr.Function}s, by subject. The doors are {@link
 * io.gatehouse.detector.helper.Helpers} and {@link io.gatehouse.detector.helper.World}, through
 * which the functions see files, time, stashes and decisions; what a function does with a bad
 * argument is upstream's: a neutral value, or an error where it says so. Knows no event and reads
 * no file itself.
 */
@NullMarked
package io.gatehouse.detector.helper;

import org.jspecify.annotations.NullMarked;
