package io.widthwise.models.evaluate;

/**
 * The temperature that makes a variant's probabilities mean what they say (Guo et al., ICML 2017,
 * section 4.2), fitted on one half of the images and tested on the other.
 *
 * @param temperature to divide the graph's logits by, on top of what the graph does already; 1
 *     changes nothing, more makes it less sure of itself
 * @param fitted images that it was fitted on
 * @param before of the other half, as the graph is
 * @param after of the other half, with the temperature
 * @param negativeLogLikelihoodBefore mean over the other half, as the graph is
 * @param negativeLogLikelihoodAfter mean over the other half, with the temperature
 */
public record TemperatureFit(
    double temperature,
    int fitted,
    Reliability before,
    Reliability after,
    double negativeLogLikelihoodBefore,
    double negativeLogLikelihoodAfter) {
  /** Lowest temperature tried: a graph that is never wrong would want 0. */
  public static final double LOWEST = 0.1;

  /** Highest temperature tried. */
  public static final double HIGHEST = 10;

  private static final int STEPS = 40;

  /** Returns how many images it was tested on. */
  public int tested() {
    return after.images();
  }

  /**
   * Finds the temperature of least negative log-likelihood. That is convex in {@code 1 / T}, so its
   * slope has one zero, which bisection finds.
   */
  static double temperatureOf(ScoredImages images) {
    double low = Math.log(LOWEST);
    double high = Math.log(HIGHEST);
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (images.slope(Math.exp(middle)) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp((low + high) / 2);
  }

  static TemperatureFit test(double temperature, int fitted, ScoredImages others) {
    return new TemperatureFit(
        temperature,
        fitted,
        others.reliability(1),
        others.reliability(temperature),
        others.negativeLogLikelihood(1),
        others.negativeLogLikelihood(temperature));
  }
}
