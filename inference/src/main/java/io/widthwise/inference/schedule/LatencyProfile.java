package io.widthwise.inference.schedule;

import java.util.Arrays;
import java.util.List;

/**
 * Service times of one lane: measured when the lane opens, corrected by every frame it serves.
 *
 * <p>With {@code base} the measured inference time of a variant, a frame is expected to take
 *
 * <pre>
 *   pace * (decode(frame) + base[variant] * bias[variant])
 * </pre>
 *
 * and rarely takes {@code quantile} times as long.
 *
 * <ul>
 *   <li>{@code pace} is the median of observed over unscaled time among the last frames: a
 *       neighbour or a throttled core slows everything alike and is believed after half a window,
 *       while a stall, which lasts a frame or two, does not move it.
 *   <li>{@code decode} and {@code bias} slowly mend what the measurement got wrong of decoding and
 *       of one variant.
 *   <li>{@code quantile} is a high quantile of observed over expected time among the last frames.
 * </ul>
 *
 * Confined to the lane's thread.
 */
public final class LatencyProfile implements ServiceTimes {
  private static final int PACE_WINDOW = 15;
  private static final double BIAS_WEIGHT = 0.02;
  private static final double QUANTILE = 0.95;
  private static final int QUANTILE_WINDOW = 64;
  private static final double INITIAL_QUANTILE = 1.25;

  /** A stall is no property of a variant: one sample counts for at most so many times more. */
  private static final double LARGEST_RISE = 1.5;

  /**
   * Share of what was measured at start that a service takes at the very least, unless the lane has
   * turned out to be faster still.
   */
  private static final double LEAST_SHARE = 0.5;

  /**
   * What was measured of one variant.
   *
   * @param accuracy share of correct labels, 0 to 1
   * @param inferenceMicros median inference time
   */
  public record VariantTimes(double accuracy, double inferenceMicros) {
    public VariantTimes {
      if (!(accuracy >= 0 && accuracy <= 1)) {
        throw new IllegalArgumentException("accuracy must be 0 to 1, not " + accuracy);
      }
      if (!(inferenceMicros > 0)) {
        throw new IllegalArgumentException(
            "inference must take some time, not %s µs".formatted(inferenceMicros));
      }
    }
  }

  private final List<VariantTimes> measured;
  private final DecodeScaling scaling;
  private final DecodeCosts decodeCosts;
  private final double[] bias;
  private final SlidingQuantile paces = new SlidingQuantile(0.5, PACE_WINDOW, 1);
  private final SlidingQuantile ratios =
      new SlidingQuantile(QUANTILE, QUANTILE_WINDOW, INITIAL_QUANTILE);

  /**
   * @param measured variants along the Pareto front, narrowest first
   * @param decodeNanosPerPixel decode time measured on a probe, a pixel of the frame
   * @param scaling scale at which frames are decoded
   */
  public LatencyProfile(
      List<VariantTimes> measured, double decodeNanosPerPixel, DecodeScaling scaling) {
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("a latency profile needs at least one variant");
    }
    this.measured = List.copyOf(measured);
    this.scaling = scaling;
    this.decodeCosts = new DecodeCosts(decodeNanosPerPixel);
    this.bias = new double[measured.size()];
    Arrays.fill(bias, 1);
  }

  @Override
  public int variants() {
    return measured.size();
  }

  @Override
  public double accuracy(int variant) {
    return measured.get(variant).accuracy();
  }

  @Override
  public long expectMicros(int variant, QueuedFrame<?> frame) {
    return (long) Math.ceil(pace() * unscaledMicros(variant, frame));
  }

  @Override
  public long predictMicros(int variant, QueuedFrame<?> frame) {
    return (long) Math.ceil(quantile() * pace() * unscaledMicros(variant, frame));
  }

  @Override
  public long leastMicros(int variant, QueuedFrame<?> frame) {
    // Pictures of other sizes and encodings may decode far faster than the probe did.
    return (long)
        Math.min(
            LEAST_SHARE * measured.get(variant).inferenceMicros(),
            pace() * unscaledMicros(variant, frame));
  }

  /**
   * Learns from a served frame.
   *
   * @param decodeMicros time its decode took
   * @param inferenceMicros time its inference took
   */
  public void observe(int variant, QueuedFrame<?> frame, long decodeMicros, long inferenceMicros) {
    double unscaled = unscaledMicros(variant, frame);
    double pace = pace();
    double observed = decodeMicros + inferenceMicros;
    ratios.add(observed / (pace * unscaled));
    paces.add(observed / unscaled);
    decodeCosts.observe(frame, scaling.log2(variant, frame), decodeMicros / pace);
    double ratio = inferenceMicros / (pace * inferenceMicros(variant));
    bias[variant] *= 1 + BIAS_WEIGHT * (Math.min(ratio, LARGEST_RISE) - 1);
  }

  /** How slow the host is now against the measurement at start; 1 is as measured. */
  public double pace() {
    return paces.value();
  }

  /** High quantile of observed over expected service time among the last frames. */
  public double quantile() {
    return Math.max(1, ratios.value());
  }

  private double unscaledMicros(int variant, QueuedFrame<?> frame) {
    return decodeCosts.predictMicros(frame, scaling.log2(variant, frame))
        + inferenceMicros(variant);
  }

  private double inferenceMicros(int variant) {
    return measured.get(variant).inferenceMicros() * bias[variant];
  }
}
