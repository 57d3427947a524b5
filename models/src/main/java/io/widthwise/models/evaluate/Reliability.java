package io.widthwise.models.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether confidence means what it says. Images are put into {@value #BINS} bins of equal width by
 * the probability of their best class, bin m holding {@code ((m - 1) / 15, m / 15]}; in a
 * calibrated network a bin's accuracy equals its mean confidence. From Guo et al., "On Calibration
 * of Modern Neural Networks", ICML 2017, arXiv 1706.04599, section 2.
 *
 * @param bins all of them, least confident first
 */
public record Reliability(List<Bin> bins) {
  /** As in the paper. */
  public static final int BINS = 15;

  /**
   * One bin.
   *
   * @param images how many
   * @param confidence mean probability of their best class; 0 where there are no images
   * @param accuracy share of them whose best class is right; 0 where there are no images
   */
  public record Bin(int images, double confidence, double accuracy) {
    /** Returns by how much the network is too sure of itself here; negative if too modest. */
    public double gap() {
      return confidence - accuracy;
    }
  }

  public Reliability {
    bins = List.copyOf(bins);
    if (bins.size() != BINS) {
      throw new IllegalArgumentException("bins must be %d but are %d".formatted(BINS, bins.size()));
    }
  }

  /** Returns how many images there are. */
  public int images() {
    return bins.stream().mapToInt(Bin::images).sum();
  }

  /** Returns the expected calibration error: mean absolute gap, weighted by images; 0 to 1. */
  public double ece() {
    return bins.stream().mapToDouble(bin -> bin.images() * Math.abs(bin.gap())).sum() / images();
  }

  /**
   * Returns the calibration error to expect of a perfectly calibrated network with this confidence
   * on so few images: the accuracy of a bin of n images then strays by {@code sqrt(2 p (1 - p) /
   * (pi n))} on average, in the normal approximation.
   */
  public double eceByChance() {
    return bins.stream()
            .filter(bin -> bin.images() > 0)
            .mapToDouble(
                bin -> {
                  double variance = bin.confidence() * (1 - bin.confidence()) / bin.images();
                  return bin.images() * Math.sqrt(2 * variance / Math.PI);
                })
            .sum()
        / images();
  }

  /** Collects images. */
  static final class Builder {
    private final int[] images = new int[BINS];
    private final int[] right = new int[BINS];
    private final double[] confidence = new double[BINS];

    /**
     * Adds an image.
     *
     * @param probability of its best class; rounding may leave it a little above 1
     */
    void add(double probability, boolean isRight) {
      double bounded = Math.min(1, probability);
      int bin = Math.max(0, (int) Math.ceil(bounded * BINS) - 1);
      images[bin]++;
      confidence[bin] += bounded;
      if (isRight) {
        right[bin]++;
      }
    }

    Reliability build() {
      List<Bin> bins = new ArrayList<>();
      for (int i = 0; i < BINS; i++) {
        double count = Math.max(1, images[i]);
        bins.add(new Bin(images[i], confidence[i] / count, right[i] / count));
      }
      return new Reliability(bins);
    }
  }
}
