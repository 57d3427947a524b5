package io.widthwise.inference.schedule;

/**
 * Decides, each time a lane is free, which waiting frames it serves next, with which variant, and
 * which frames it gives up. One policy object serves one lane and is called by one thread, so it
 * may keep scratch space; it takes the time as an argument, so that simulator and tests run it at
 * any speed.
 */
public interface VariantPolicy {
  /**
   * Fills {@code plan}, which is empty when this is called.
   *
   * <p>While frames wait, the plan serves one or gives up at least one: a lane never idles beside
   * work. A frame in neither part of the plan goes on waiting.
   *
   * @param waiting frames in the order of their deadlines, at least one
   * @param times service times and accuracies of the variants
   * @param arrivals forecast of the frames still to come
   * @param nowMicros time of the decision, microseconds since the epoch
   */
  void plan(
      WaitingFrames waiting,
      ServiceTimes times,
      ArrivalForecast arrivals,
      long nowMicros,
      LanePlan plan);

  /**
   * Tells how the service of a frame of the latest plan went; called once for each, in the plan's
   * order and before the next plan is asked for. By default nothing is learned from it.
   *
   * <p>Called by the thread that calls {@link #plan}, so a policy needs no locks, though for a lane
   * not within the lock of its queue.
   *
   * @param startedMicros time at which its service began, microseconds since the epoch
   * @param finishedMicros time at which its service ended, microseconds since the epoch
   */
  default void served(QueuedFrame<?> frame, int variant, long startedMicros, long finishedMicros) {}
}
