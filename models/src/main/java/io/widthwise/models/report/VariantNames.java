package io.widthwise.models.report;

import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.models.evaluate.Evaluation;
import java.math.BigDecimal;

/** Short names of a bundle's variants: the family is told only where there are several. */
final class VariantNames {
  private final boolean tellFamily;

  VariantNames(Evaluation evaluation) {
    tellFamily =
        evaluation.variants().stream()
                .map(each -> each.variant().family())
                .distinct()
                .limit(2)
                .count()
            > 1;
  }

  /** Returns for example {@code 0.5@160}, or {@code v2 0.5@160}. */
  String rung(VariantSpec variant) {
    String size =
        "%s@%d"
            .formatted(
                BigDecimal.valueOf(variant.width()).stripTrailingZeros().scale() < 1
                    ? "%d.0".formatted((long) variant.width())
                    : BigDecimal.valueOf(variant.width()).stripTrailingZeros().toPlainString(),
                variant.resolution());
    return tellFamily ? shortFamily(variant.family()) + " " + size : size;
  }

  /** Returns for example {@code 0.5@160/int8}. */
  String variant(VariantSpec variant) {
    return rung(variant) + "/" + variant.precision().text();
  }

  /** Returns a name that is safe in file systems and links. */
  static String file(VariantSpec variant) {
    return variant.fullName().replaceAll("[^A-Za-z0-9.-]+", "_");
  }

  private static String shortFamily(String family) {
    return family.startsWith("mobilenet-") ? family.substring("mobilenet-".length()) : family;
  }
}
