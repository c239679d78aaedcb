package io.gatehouse.lapi.server;

import io.gatehouse.alert.AlertEvent;
import io.gatehouse.alert.Meta;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What of an alert's context is kept: as much as upstream's columns hold
 * (repo:crowdsec:pkg/database/alerts.go).
 */
final class MetaLimits {
  private static final int MAX_KEY = 255;
  private static final int MAX_VALUE = 4095;
  private static final int MAX_EVENT = 8191;
  private static final int FIRST_CUT = 2048;
  private static final String CUT_MARK = "<stripped>";

  /** Of a meta written as JSON: {@code {"key":"","value":""},}. */
  private static final int FRAME = 22;

  private MetaLimits() {}

  /** An alert's context with keys and values cut to their lengths. */
  static List<Meta> ofContext(List<Meta> context) {
    boolean fits = context.stream().allMatch(MetaLimits::fits);
    return fits
        ? context
        : context.stream()
            .map(meta -> new Meta(cut(meta.key(), MAX_KEY), cut(meta.value(), MAX_VALUE)))
            .collect(Collectors.toList());
  }

  private static boolean fits(Meta meta) {
    return meta.key().length() <= MAX_KEY && meta.value().length() <= MAX_VALUE;
  }

  /** Events whose metas are cut, the longest values first, until each event fits. */
  static List<AlertEvent> ofEvents(List<AlertEvent> events) {
    boolean fit = events.stream().allMatch(event -> length(event.meta()) <= MAX_EVENT);
    return fit
        ? events
        : events.stream()
            .map(event -> new AlertEvent(event.timestamp(), ofEvent(event.meta())))
            .collect(Collectors.toList());
  }

  private static List<Meta> ofEvent(List<Meta> metas) {
    List<Meta> shorter = metas;
    for (int longest = FIRST_CUT; longest > 0 && length(shorter) > MAX_EVENT; longest /= 2) {
      int most = longest;
      shorter = shorter.stream().map(meta -> stripped(meta, most)).collect(Collectors.toList());
    }
    return length(shorter) <= MAX_EVENT ? shorter : List.of();
  }

  private static Meta stripped(Meta meta, int most) {
    String value = meta.value();
    return value.length() <= most + CUT_MARK.length()
        ? meta
        : new Meta(meta.key(), cut(value, most) + CUT_MARK);
  }

  private static long length(List<Meta> metas) {
    long length = 2;
    for (Meta meta : metas) {
      length += FRAME + meta.key().length() + meta.value().length();
    }
    return length;
  }

  /** Not between the halves of a character. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
