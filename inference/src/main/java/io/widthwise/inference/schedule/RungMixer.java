package io.widthwise.inference.schedule;

/**
 * Turns shares of service time into rungs whose times average to the shares.
 *
 * <p>Only rungs on the upper concave envelope of accuracy over time are mixed: between two of its
 * neighbours, a mixture of the two is more accurate than any rung below the line that joins them. A
 * share between two neighbours is met by error diffusion: what a choice takes less than the share
 * is a credit that a later frame may spend, and what it takes more is a debt.
 *
 * <p>Changing over is no gain in itself, so a change waits until credit or debt amount to {@code
 * STEPS_HELD} times the step between the two rungs: runs of one rung get several frames long at the
 * same average.
 *
 * <p>One lane's; confined to its thread.
 */
final class RungMixer {
  private static final double STEPS_HELD = 2;

  private int[] envelope = new int[16];
  private int envelopeSize;
  private double creditMicros;
  private int last;

  /**
   * Returns the variant to serve {@code frame} with.
   *
   * @param shareMicros time that frames should take on average
   * @param slackMicros time that this frame must not exceed, except with the fastest variant
   */
  int choose(ServiceTimes times, QueuedFrame<?> frame, double shareMicros, long slackMicros) {
    findEnvelope(times, frame);
    int variant = meetOnAverage(times, frame, shareMicros);
    if (variant > 0 && times.predictMicros(variant, frame) > slackMicros) {
      variant = widestWithin(times, frame, variant, slackMicros);
    }
    last = variant;
    return variant;
  }

  private int meetOnAverage(ServiceTimes times, QueuedFrame<?> frame, double shareMicros) {
    int lower = 0;
    while (lower + 1 < envelopeSize
        && times.expectMicros(envelope[lower + 1], frame) <= shareMicros) {
      lower++;
    }
    double lowerMicros = times.expectMicros(envelope[lower], frame);
    boolean isTop = lower + 1 == envelopeSize;
    if (isTop || shareMicros < lowerMicros) {
      creditMicros = 0;
      return envelope[lower];
    }
    int upper = lower + 1;
    double stepMicros = times.expectMicros(envelope[upper], frame) - lowerMicros;
    double restMicros = shareMicros - lowerMicros;
    boolean isUp = last >= envelope[upper];
    double heldMicros = (isUp ? -STEPS_HELD : STEPS_HELD) * stepMicros;
    boolean goesUp = creditMicros + restMicros >= stepMicros / 2 + heldMicros;
    double creditLimit = (STEPS_HELD + 1) * stepMicros;
    creditMicros += restMicros - (goesUp ? stepMicros : 0);
    creditMicros = Math.max(-creditLimit, Math.min(creditLimit, creditMicros));
    return envelope[goesUp ? upper : lower];
  }

  private static int widestWithin(
      ServiceTimes times, QueuedFrame<?> frame, int below, long slackMicros) {
    for (int variant = below - 1; variant > 0; variant--) {
      if (times.predictMicros(variant, frame) <= slackMicros) {
        return variant;
      }
    }
    return 0;
  }

  /** Andrew's scan over the rungs, which are in the order of their times. */
  private void findEnvelope(ServiceTimes times, QueuedFrame<?> frame) {
    if (envelope.length < times.variants()) {
      envelope = new int[times.variants()];
    }
    envelopeSize = 0;
    for (int variant = 0; variant < times.variants(); variant++) {
      while (envelopeSize >= 2
          && !isAboveChord(
              times, frame, envelope[envelopeSize - 2], envelope[envelopeSize - 1], variant)) {
        envelopeSize--;
      }
      envelope[envelopeSize++] = variant;
    }
  }

  private static boolean isAboveChord(
      ServiceTimes times, QueuedFrame<?> frame, int left, int middle, int right) {
    double accuracy = times.accuracy(left);
    double micros = times.expectMicros(left, frame);
    return (times.accuracy(middle) - accuracy) * (times.expectMicros(right, frame) - micros)
        > (times.accuracy(right) - accuracy) * (times.expectMicros(middle, frame) - micros);
  }
}
