package io.gatehouse.challenge;

/** The picture on a page, drawn by us. */
final class Icons {
  private static final String FRAME =
      "<svg viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\""
          + " stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">%s</svg>";
  private static final String SHIELD =
      "<path d=\"M12 3l7.5 2.6v5.6c0 4.6-3 8-7.5 9.8-4.5-1.8-7.5-5.2-7.5-9.8V5.6z\"/>";
  private static final String SHEET =
      "<path d=\"M6 3h8l4.5 4.5V21H6z\"/><path d=\"M14 3v4.5h4.5\"/>";
  private static final String CLOCK = "<circle cx=\"12\" cy=\"12\" r=\"8.5\"/>";

  private Icons() {}

  static String of(WallKind kind) {
    return FRAME.formatted(
        switch (kind) {
          case BAN -> SHIELD + "<path d=\"M9.5 9.5l5 5m0-5l-5 5\"/>";
          case REFUSED -> SHEET + "<path d=\"M9.5 11.5l5 5m0-5l-5 5\"/>";
          case CHALLENGE -> SHIELD + "<path d=\"M12 8.2v4l2.4 1.6\"/>";
          case CAPTCHA -> SHIELD + "<path d=\"M8.7 12l2.3 2.3 4.3-4.6\"/>";
          case THROTTLE -> CLOCK + "<path d=\"M12 7.5V12l3 2\"/>";
          case UNAVAILABLE -> CLOCK + "<path d=\"M12 8v4.5m0 3v.01\"/>";
        });
  }
}
