package io.widthwise.deploy;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share, {@code 1%} or {@code 0.01}, above 0 and up to 1. */
public final class ShareConverter implements ITypeConverter<Double> {
  private static final double PERCENT = 100;

  @Override
  public Double convert(String text) {
    boolean percent = text.endsWith("%");
    try {
      double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      double share = percent ? number / PERCENT : number;
      if (share > 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new TypeConversionException(
        "'%s' is no share such as 1%% or 0.01, above 0 and up to 1".formatted(text));
  }
}
