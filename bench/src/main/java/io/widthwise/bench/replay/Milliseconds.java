package io.widthwise.bench.replay;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time such as {@code 50ms} or {@code 2s}, whole milliseconds as frames state budgets. */
final class Milliseconds implements ITypeConverter<Duration> {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,8})(ms|s)");

  @Override
  public Duration convert(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("'%s' is no time such as 50ms or 2s".formatted(text));
    }
    long count = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("s") ? Duration.ofSeconds(count) : Duration.ofMillis(count);
  }
}
