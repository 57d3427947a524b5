package io.widthwise.deploy.account;

import io.widthwise.ingest.source.FrameAttributes;
import io.widthwise.schemas.FrameResult;
import java.util.OptionalDouble;

/**
 * Counts right and wrong labels. Not safe for use by several threads.
 *
 * <p>Says nothing while most frames show what the bundle has no class for: source and bundle then
 * speak of different things, and a name or two that they share by chance tells nothing.
 */
final class TruthBook {
  private final ModelCard card;
  private long frames;
  private long foreign;
  private long right;
  private long claimed;
  private double claims;

  TruthBook(ModelCard card) {
    this.card = card;
  }

  /** Enters a labelled frame, if its truth is known and the bundle could have told it. */
  void enter(FrameResult result) {
    String truth = result.getAttributes().get(FrameAttributes.LABEL);
    if (truth == null || result.getTopK().isEmpty()) {
      return;
    }
    if (!card.classes().contains(truth)) {
      foreign++;
      return;
    }
    frames++;
    right += result.getTopK().get(0).getName().equals(truth) ? 1 : 0;
    OptionalDouble claim = card.top1Of(result.getVariant());
    if (claim.isPresent()) {
      claimed++;
      claims += claim.getAsDouble();
    }
  }

  Truth truth() {
    if (frames == 0 || foreign > frames) {
      return Truth.UNKNOWN;
    }
    boolean whole = claimed == frames;
    return new Truth(
        frames, right, whole ? OptionalDouble.of(claims / frames) : OptionalDouble.empty());
  }
}
