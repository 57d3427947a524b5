package io.widthwise.inference.classify;

import io.widthwise.inference.bundle.VariantSpec;
import io.widthwise.schemas.Label;
import java.util.List;

/**
 * A frame's labels and what they took.
 *
 * @param variant that labelled it
 * @param topK most probable classes, best first
 * @param decodeMicros from payload to pixels
 * @param inferenceMicros from pixels to labels
 */
public record LabelledFrame(
    VariantSpec variant, List<Label> topK, long decodeMicros, long inferenceMicros) {
  public LabelledFrame {
    topK = List.copyOf(topK);
  }
}
