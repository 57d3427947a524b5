package io.widthwise.models.cli;

import io.widthwise.inference.bundle.Fit;
import io.widthwise.inference.bundle.Precision;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads words that stand for one of a few things, as the manifest writes them. */
final class Choices {
  private Choices() {}

  /** Reads int8 and fp32. */
  static final class PrecisionConverter implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String value) {
      return choice(value, Precision.values(), Precision::text);
    }
  }

  /** Reads stretch and centre-crop. */
  static final class FitConverter implements ITypeConverter<Fit> {
    @Override
    public Fit convert(String value) {
      return choice(
          value, Fit.values(), fit -> fit.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private static <T> T choice(String value, T[] choices, Function<T, String> text) {
    return Arrays.stream(choices)
        .filter(choice -> text.apply(choice).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is not one of %s"
                        .formatted(
                            value,
                            Arrays.stream(choices).map(text).collect(Collectors.joining(", ")))));
  }
}
