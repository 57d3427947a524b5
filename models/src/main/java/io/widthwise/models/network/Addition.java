package io.widthwise.models.network;

import java.util.List;

/**
 * The sum of two feature maps of one shape: the residual connection of MobileNetV2.
 *
 * @param left one addend
 * @param right the other
 * @param output the sum
 * @param activation what is applied to the sum
 */
public record Addition(FeatureMap left, FeatureMap right, FeatureMap output, Activation activation)
    implements Layer {

  public Addition {
    for (FeatureMap other : List.of(right, output)) {
      if (left.height() != other.height()
          || left.width() != other.width()
          || left.channels() != other.channels()) {
        throw new IllegalArgumentException(
            "a sum needs maps of one shape but has %dx%dx%d and %dx%dx%d"
                .formatted(
                    left.height(),
                    left.width(),
                    left.channels(),
                    other.height(),
                    other.width(),
                    other.channels()));
      }
    }
  }

  @Override
  public List<FeatureMap> inputs() {
    return List.of(left, right);
  }

  @Override
  public long multiplyAdds() {
    return 0;
  }

  @Override
  public long parameters() {
    return 0;
  }
}
