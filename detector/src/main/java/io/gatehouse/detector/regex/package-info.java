/**
 * Regular expressions in Go's RE2 syntax, on texts that strangers write. The door is {@link
 * io.gatehouse.detector.regex.SafePattern}: it looks for a required literal first, then searches
 * with {@code java.util.regex} on a budget of steps, and falls back to RE2/J, which is linear,
 * where the budget does not suffice. Knows nothing of Grok, expressions or events.
 */
@NullMarked
package io.gatehouse.detector.regex;

import org.jspecify.annotations.NullMarked;
