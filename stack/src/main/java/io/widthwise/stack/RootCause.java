package io.widthwise.stack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the sentence that matters in a stack trace that came as text. */
final class RootCause {
  private static final Pattern CAUSED_BY = Pattern.compile("(?m)^Caused by: (.*)$");

  /** A class name in front of the message, which says little to whoever runs the job. */
  private static final Pattern TYPE = Pattern.compile("^(?:[a-z_0-9]+\\.)+[A-Za-z0-9_$]+: ");

  private RootCause() {}

  static String of(String stackTrace) {
    String line = stackTrace.strip().lines().findFirst().orElse("unknown");
    Matcher matcher = CAUSED_BY.matcher(stackTrace);
    while (matcher.find()) {
      line = matcher.group(1);
    }
    return TYPE.matcher(line).replaceFirst("");
  }
}
