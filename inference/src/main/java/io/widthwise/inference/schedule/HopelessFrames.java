package io.widthwise.inference.schedule;

/**
 * Frames that could not make their deadlines even if they were served at once and as fast as the
 * lane ever was. Every policy gives up these and no others, so that policies differ by what they
 * choose and not by what they drop.
 */
public final class HopelessFrames {
  private HopelessFrames() {}

  /**
   * True if {@code frame} cannot make its deadline.
   *
   * @param variant fastest variant that the policy would serve it with
   */
  public static boolean isHopeless(
      QueuedFrame<?> frame, ServiceTimes times, int variant, long nowMicros) {
    return nowMicros + times.leastMicros(variant, frame) > frame.deadlineMicros();
  }

  /**
   * Gives up the hopeless among the waiting frames.
   *
   * @param variant fastest variant that the policy would serve with
   * @return the index of the first frame that is not hopeless, or -1
   */
  public static int shed(
      WaitingFrames waiting, ServiceTimes times, int variant, long nowMicros, LanePlan plan) {
    int earliest = -1;
    for (int i = 0; i < waiting.size(); i++) {
      if (isHopeless(waiting.get(i), times, variant, nowMicros)) {
        plan.shed(i);
      } else if (earliest < 0) {
        earliest = i;
      }
    }
    return earliest;
  }
}
