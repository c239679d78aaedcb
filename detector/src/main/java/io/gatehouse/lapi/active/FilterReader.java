package io.gatehouse.lapi.active;

import io.gatehouse.decision.Scope;
import io.gatehouse.net.IpPrefix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters as upstream does, with its words for what cannot be read
 * (repo:crowdsec:pkg/database/decisions.go). Go's {@code strings.Split} keeps empty parts, so
 * {@code origins=} asks for the origin without a name and finds nothing.
 */
final class FilterReader {
  private static final Set<String> GO_TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> GO_FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
  private static final String INVALID_FILTER = ": invalid filter";

  private final Map<String, List<String>> parameters;

  FilterReader(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  static @Nullable String first(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  @Nullable String text(String name) {
    return first(parameters, name);
  }

  @Nullable List<String> list(String name) {
    String text = text(name);
    return text == null ? null : Arrays.asList(text.split(",", -1));
  }

  /** Scopes in LAPI's canonical spelling. */
  @Nullable Set<String> scopes(String name) {
    List<String> words = list(name);
    return words == null
        ? null
        : words.stream().map(word -> Scope.of(word).word()).collect(Collectors.toSet());
  }

  /** Words to look for in a text of small letters; empty if the parameter is absent. */
  List<String> fragments(String name) {
    List<String> words = list(name);
    return words == null
        ? List.of()
        : words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether only decisions that are in force are wanted. */
  boolean wantsSimulated() {
    String text = text("simulated");
    return text != null && !text.equals("false");
  }

  boolean contains() throws InvalidFilterException {
    String text = text("contains");
    if (text == null || GO_TRUE.contains(text)) {
      return true;
    }
    if (GO_FALSE.contains(text)) {
      return false;
    }
    throw new InvalidFilterException(
        "invalid contains value : strconv.ParseBool: parsing "
            + quoted(text)
            + ": invalid syntax"
            + INVALID_FILTER);
  }

  /** The address or prefix; of two, {@code range} counts. */
  @Nullable IpPrefix network() throws InvalidFilterException {
    IpPrefix ip = network("ip");
    IpPrefix range = network("range");
    return range == null ? ip : range;
  }

  private @Nullable IpPrefix network(String name) throws InvalidFilterException {
    String text = text(name);
    if (text == null) {
      return null;
    }
    return IpPrefix.tryParse(text).orElseThrow(() -> noAddress(text));
  }

  private static InvalidFilterException noAddress(String text) {
    String what = text.contains("/") ? "range" : "address";
    return new InvalidFilterException(
        "unable to convert '%s' to int: invalid ip %s '%s': invalid ip address / range"
            .formatted(text, what, text));
  }

  long number(String name, long otherwise) throws InvalidFilterException {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InvalidFilterException(
          "invalid "
              + name
              + " value : strconv.Atoi: parsing "
              + quoted(text)
              + ": invalid syntax"
              + INVALID_FILTER);
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  void refuseOthersThan(Set<String> known) throws InvalidFilterException {
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidFilterException("'" + name + "' doesn't exist" + INVALID_FILTER);
      }
    }
  }
}
