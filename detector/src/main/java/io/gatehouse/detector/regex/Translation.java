package io.gatehouse.detector.regex;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression for the engines.
 *
 * @param java for {@code java.util.regex} with UNIX_LINES
 * @param linear for RE2/J, or null if it uses what no linear engine has
 * @param captures the names of the groups that capture, the first being group 1
 * @param literals lists of texts, the rarest first: of each list, one must occur in a match
 * @param boundaries whether it uses {@code \b} or {@code \B}
 */
record Translation(
    String java,
    @Nullable String linear,
    List<String> captures,
    List<List<String>> literals,
    boolean boundaries) {}
