/**
 * Grok: regular expressions with named parts, as parsers write them. The doors are {@link
 * io.gatehouse.detector.grok.GrokLibrary} (the named patterns) and {@link
 * io.gatehouse.detector.grok.GrokPattern} (one that was put together, to match lines with). Knows
 * regular expressions and nothing of events.
 *
 * <p>A reference {@code %{NAME}} or {@code %{NAME:field}} stands for the pattern of that name, in a
 * group of its own. {@code %{NAME:field:int}} is read as well; fields are text, so the type says
 * nothing. Whatever else begins with {@code %{} is literal text. Of fields with the same name, one
 * written in the pattern itself beats those of the patterns that it refers to, and of several on
 * one level the last one counts, even if it took no part in the match.
 */
@NullMarked
package io.gatehouse.detector.grok;

import org.jspecify.annotations.NullMarked;
