package io.widthwise.inference.bundle;

import java.util.List;

/**
 * What the graph does to the pixels first: {@code (pixel - mean) * scale}, a channel each. Stated
 * for people and exporters; whoever feeds the graph feeds raw pixels.
 *
 * @param mean red, green, blue, in units of a pixel value (0 to 255)
 * @param scale red, green, blue, per unit of a pixel value
 * @param inGraph always true
 */
public record Normalisation(List<Double> mean, List<Double> scale, boolean inGraph) {
  /** From 0..255 to -1..1, as MobileNets are trained. */
  public static final Normalisation MINUS_ONE_TO_ONE =
      new Normalisation(
          List.of(127.5, 127.5, 127.5), List.of(1 / 127.5, 1 / 127.5, 1 / 127.5), true);

  public Normalisation {
    mean = Require.threeFinite("mean", mean);
    scale = Require.threeFinite("scale", scale);
    if (!inGraph) {
      throw new IllegalArgumentException(
          "inGraph must be true: graphs of format version %d take raw pixels"
              .formatted(Ladder.FORMAT_VERSION));
    }
  }
}
