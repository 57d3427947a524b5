package io.widthwise.console.web;

import io.javalin.http.Context;
import io.widthwise.console.live.FleetQuery;

/** Reads the parameters of requests; what is wrong is an {@link IllegalArgumentException}. */
final class Requests {
  private static final int DEFAULT_LIMIT = 50;

  private Requests() {}

  static FleetQuery fleetQuery(Context context) {
    return new FleetQuery(
        text(context, "q", ""),
        text(context, "state", ""),
        text(context, "sort", "id"),
        Boolean.parseBoolean(text(context, "descending", "false")),
        number(context, "offset", 0, Integer.MAX_VALUE, 0),
        number(context, "limit", 0, FleetQuery.MOST, DEFAULT_LIMIT));
  }

  static String text(Context context, String name, String otherwise) {
    String given = context.queryParam(name);
    return given == null ? otherwise : given;
  }

  static int number(Context context, String name, int least, int most, int otherwise) {
    String given = context.queryParam(name);
    if (given == null) {
      return otherwise;
    }
    int value;
    try {
      value = Integer.parseInt(given);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a whole number, not '%s'".formatted(name, given), e);
    }
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, not %d".formatted(name, least, most, value));
    }
    return value;
  }
}
