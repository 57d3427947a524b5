package io.widthwise.deploy.account;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.schemas.Variant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a bundle claims of itself.
 *
 * @param classes names of the classes that it tells apart
 * @param top1 measured top-1 accuracy, 0 to 1, by variant, such as {@code mobilenet-v1
 *     0.5@160/int8}; variants that nobody measured are absent
 */
public record ModelCard(Set<String> classes, Map<String, Double> top1) {

  /** Claims nothing. */
  public static final ModelCard BLANK = new ModelCard(Set.of(), Map.of());

  public ModelCard {
    classes = Set.copyOf(classes);
    top1 = Map.copyOf(top1);
  }

  /** Reads the card of a bundle. */
  public static ModelCard of(LadderBundle bundle) {
    Map<String, Double> top1 = new HashMap<>();
    for (VariantSpec variant : bundle.ladder().variants()) {
      if (variant.accuracy() != null) {
        top1.put(variant.fullName(), variant.accuracy().top1());
      }
    }
    return new ModelCard(Set.copyOf(bundle.labels()), top1);
  }

  /** The accuracy claimed for the variant that labelled a frame. */
  OptionalDouble top1Of(Variant variant) {
    Double claimed = top1.get(variant.getFamily() + " " + OutcomeLedger.name(variant));
    return claimed == null ? OptionalDouble.empty() : OptionalDouble.of(claimed);
  }
}
