package io.widthwise.models.adding;

import io.widthwise.inference.bundle.LadderBundle;
import io.widthwise.inference.bundle.VariantSpec;
import java.util.List;

/**
 * A model that is in a bundle now.
 *
 * @param bundle with it
 * @param variant that it is
 * @param changes what was put around the model, a sentence each, for people to check
 */
public record AddedModel(LadderBundle bundle, VariantSpec variant, List<String> changes) {
  public AddedModel {
    changes = List.copyOf(changes);
  }
}
