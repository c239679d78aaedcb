package io.gatehouse.detector.helper;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path to elements, as etree reads them: {@code /A/B[1]}, {@code //C}, {@code *}, {@code .},
 * {@code ..}, {@code [@a]}, {@code [@a='v']}, {@code [tag]}, {@code [tag='v']}. Immutable.
 */
final class XmlPath {
  private static final Pattern STEP =
      Pattern.compile("(//?)?([^/\\[]+)((?:\\[[^\\]]*(?:'[^']*')?[^\\]]*\\])*)");
  private static final Pattern FILTER =
      Pattern.compile("\\[(@?)([^\\]=]+)(?:=['\"]([^'\"]*)['\"])?\\]");

  private record Filter(boolean attribute, String name, @Nullable String value) {}

  private record Step(boolean deep, String name, List<Filter> filters) {}

  private final List<Step> steps = new ArrayList<>();

  XmlPath(String path) {
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      boolean deep = "//".equals(step.group(1));
      steps.add(new Step(deep, local(step.group(2)), filters(step.group(3))));
    }
  }

  private static String local(String name) {
    return name.substring(name.indexOf(':') + 1);
  }

  private static List<Filter> filters(String text) {
    List<Filter> filters = new ArrayList<>();
    Matcher filter = FILTER.matcher(text);
    while (filter.find()) {
      filters.add(new Filter(!filter.group(1).isEmpty(), local(filter.group(2)), filter.group(3)));
    }
    return filters;
  }

  /** The first element that it leads to, or null. */
  @Nullable XmlElement first(XmlElement document) {
    Set<XmlElement> current = new LinkedHashSet<>(List.of(document));
    for (Step step : steps) {
      Set<XmlElement> next = new LinkedHashSet<>();
      for (XmlElement element : current) {
        next.addAll(filtered(step, candidates(step, element)));
      }
      current = next;
    }
    return current.isEmpty() ? null : current.iterator().next();
  }

  private static List<XmlElement> candidates(Step step, XmlElement from) {
    if (step.name().equals(".")) {
      return List.of(from);
    }
    if (step.name().equals("..")) {
      return from.parent() == null ? List.of() : List.of(from.parent());
    }
    List<XmlElement> found = new ArrayList<>();
    collect(step, from, found);
    return found;
  }

  private static void collect(Step step, XmlElement from, List<XmlElement> found) {
    for (XmlElement child : from.children()) {
      if (step.name().equals("*") || step.name().equals(child.name())) {
        found.add(child);
      }
      if (step.deep()) {
        collect(step, child, found);
      }
    }
  }

  private static List<XmlElement> filtered(Step step, List<XmlElement> elements) {
    List<XmlElement> left = elements;
    for (Filter filter : step.filters()) {
      left = filtered(filter, left);
    }
    return left;
  }

  private static List<XmlElement> filtered(Filter filter, List<XmlElement> elements) {
    if (!filter.attribute() && filter.name().matches("-?[0-9]{1,6}")) {
      int number = Integer.parseInt(filter.name());
      int index = number < 0 ? elements.size() + number : Math.max(0, number - 1);
      return index >= 0 && index < elements.size() ? List.of(elements.get(index)) : List.of();
    }
    return elements.stream().filter(element -> passes(filter, element)).toList();
  }

  private static boolean passes(Filter filter, XmlElement element) {
    if (filter.attribute()) {
      String value = element.attributes().get(filter.name());
      return value != null && (filter.value() == null || filter.value().equals(value));
    }
    return element.children().stream()
        .filter(child -> child.name().equals(filter.name()))
        .anyMatch(child -> filter.value() == null || filter.value().contentEquals(child.text()));
  }
}
