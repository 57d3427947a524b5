package io.widthwise.models.importing;

import io.widthwise.inference.bundle.Rung;
import io.widthwise.inference.bundle.Sha256;
import io.widthwise.inference.bundle.VariantSpec;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** The rungs of a bundle to be, as a whole. */
public final class Rungs {
  /** The order in which a bundle names them. */
  public static final Comparator<Rung> CHEAPEST_FIRST =
      Comparator.comparingLong((Rung rung) -> rung.variant().multiplyAdds())
          .thenComparing(rung -> rung.variant().precision())
          .thenComparing(rung -> rung.variant().file());

  private static final int RELEASE_DIGITS = 12;

  private Rungs() {}

  /** Returns a short hash of all that decides what is answered: the name of a release. */
  public static String contentHash(List<Rung> rungs, List<String> labels) {
    StringBuilder content = new StringBuilder();
    for (Rung rung : rungs) {
      VariantSpec variant = rung.variant();
      content.append(variant.fullName()).append(' ').append(variant.sha256()).append(' ');
      content.append(variant.resize().fit()).append(' ').append(variant.resize().cropShare());
      content.append('\n');
    }
    labels.forEach(label -> content.append(label).append('\n'));
    return Sha256.hex(content.toString().getBytes(StandardCharsets.UTF_8))
        .substring(0, RELEASE_DIGITS);
  }
}
