package io.widthwise.models.report;

import java.util.Locale;

/** Text and numbers as they go into SVG and HTML. */
public final class Markup {
  private Markup() {}

  /** Escapes text for element content and for attributes in double quotes. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                  // XML 1.0 knows no other control characters, not even escaped.
                  boolean allowed = point >= ' ' || point == '\t' || point == '\n';
                  escaped.appendCodePoint(allowed ? point : '\uFFFD');
                }
              }
            });
    return escaped.toString();
  }

  /** Formats without a locale's habits. */
  public static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** Writes a share as per cent with one decimal. */
  public static String percent(double share) {
    return format("%.1f", 100 * share);
  }

  /** Shortens text to so many characters. */
  public static String shorten(String text, int characters) {
    int[] points = text.codePoints().toArray();
    return points.length <= characters
        ? text
        : new String(points, 0, characters - 1).stripTrailing() + "…";
  }
}
