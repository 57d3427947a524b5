package io.widthwise.inference.schedule;

/**
 * Tells which rungs at the narrow end of a ladder are worth serving.
 *
 * <p>A rung that labels fewer frames rightly in a second of service than a wider one does is never
 * worth it: when time is short, to give up some frames and to serve the others with the wider one
 * yields more right labels. What remains begins where a line from the origin touches the upper
 * envelope of accuracy over service time, so that accuracy is concave in service time from zero on,
 * which water-filling rests on.
 */
public final class WorthServing {
  private WorthServing() {}

  /**
   * Returns the index of the narrowest rung worth serving.
   *
   * @param accuracy share of correct labels of each rung, 0 to 1
   * @param serviceMicros decode and inference of each rung
   */
  public static int narrowest(double[] accuracy, double[] serviceMicros) {
    int best = 0;
    for (int rung = 1; rung < accuracy.length; rung++) {
      if (accuracy[rung] * serviceMicros[best] > accuracy[best] * serviceMicros[rung]) {
        best = rung;
      }
    }
    return best;
  }
}
