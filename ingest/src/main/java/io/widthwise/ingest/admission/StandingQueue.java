package io.widthwise.ingest.admission;

/**
 * Tells, while more frames come than admission can pass on, which of them to give up, so that the
 * rest are still worth serving.
 *
 * <p>A queue that serves the oldest first answers nothing in time once it is as long as the budget:
 * every frame has used up its time by waiting. After CoDel (Nichols and Jacobson, 2012), a queue in
 * which any frame lately spent no more than {@value #TARGET} of its budget is a burst, and is left
 * alone. In one that stands for {@value #INTERVAL_MILLIS} ms, what cameras send beyond their {@link
 * FairShare} is given up, and so are frames that have waited {@value #MOST} of their budget; in any
 * queue those that have waited all of it. Giving up costs less than passing on, so the queue
 * shrinks until frames are fresh again.
 *
 * <p>Of one partition; confined to its thread.
 */
final class StandingQueue {
  private static final double TARGET = 0.3;
  private static final double MOST = 0.6;
  private static final long INTERVAL_MILLIS = 100;

  private final FairShare shares = new FairShare();
  private long freshMillis = Long.MIN_VALUE;

  /**
   * Takes in a frame; true if it should be given up.
   *
   * @param waitedMillis since the broker had the frame
   * @param budgetMillis from capture to deadline
   * @param nowMillis on any clock that goes on
   */
  boolean givesUp(String cameraId, long waitedMillis, long budgetMillis, long nowMillis) {
    if (freshMillis == Long.MIN_VALUE || waitedMillis <= TARGET * budgetMillis) {
      freshMillis = nowMillis;
    }
    boolean stands = nowMillis - freshMillis > INTERVAL_MILLIS;
    boolean overShare = !shares.keeps(cameraId, stands, nowMillis);
    return overShare
        || waitedMillis > budgetMillis
        || (stands && waitedMillis > MOST * budgetMillis);
  }
}
