package io.widthwise.inference.schedule;

import java.util.Arrays;

/**
 * What a lane does next: frames to give up and frames to serve, all of them with one variant. A
 * lane keeps one plan and hands it to its policy again and again, so that deciding allocates
 * nothing.
 *
 * <p>A plan of several frames is a batch: the lane serves them one after another before it asks
 * again. A CPU gains nothing from running them at once, so a batch is a commitment and no more.
 */
public final class LanePlan {
  private static final int NONE = -1;

  private int[] shed = new int[16];
  private int shedCount;
  private int[] served = new int[16];
  private int servedCount;
  private int variant;
  private final DecisionGrounds grounds = new DecisionGrounds();

  public LanePlan() {
    clear();
  }

  /** Empties the plan. */
  public void clear() {
    shedCount = 0;
    servedCount = 0;
    variant = NONE;
    grounds.clear();
  }

  /** Gives up waiting frame {@code index}; indexes must be added in rising order. */
  public void shed(int index) {
    if (shedCount > 0 && shed[shedCount - 1] >= index) {
      throw new IllegalArgumentException(
          "frame %d is shed after frame %d".formatted(index, shed[shedCount - 1]));
    }
    if (shedCount == shed.length) {
      shed = Arrays.copyOf(shed, 2 * shedCount);
    }
    shed[shedCount++] = index;
  }

  /**
   * Serves waiting frame {@code index} with {@code variant}, after those of earlier calls, whose
   * indexes must be lower and whose variant the same.
   */
  public void serve(int index, int variant) {
    if (servedCount > 0 && (served[servedCount - 1] >= index || this.variant != variant)) {
      throw new IllegalArgumentException(
          "frame %d with variant %d does not follow frame %d with variant %d"
              .formatted(index, variant, served[servedCount - 1], this.variant));
    }
    if (servedCount == served.length) {
      served = Arrays.copyOf(served, 2 * servedCount);
    }
    served[servedCount++] = index;
    this.variant = variant;
  }

  /** Number of frames to give up. */
  public int shedCount() {
    return shedCount;
  }

  /** Returns the index of the {@code i}-th frame to give up; rises with {@code i}. */
  public int shedIndex(int i) {
    return shed[i];
  }

  /** True if a frame is to be served. */
  public boolean serves() {
    return servedCount > 0;
  }

  /** Number of frames to serve. */
  public int servedCount() {
    return servedCount;
  }

  /**
   * Returns the index of the {@code i}-th frame to serve, counted before any is given up; rises
   * with {@code i}.
   */
  public int servedIndex(int i) {
    return served[i];
  }

  /** Index of the first frame to serve, counted before any is given up; -1 if there is none. */
  public int serveIndex() {
    return servedCount > 0 ? served[0] : NONE;
  }

  /** Variant to serve with. */
  public int variant() {
    return variant;
  }

  /** What the decision rests on; policies fill it, and those who explain it read it. */
  public DecisionGrounds grounds() {
    return grounds;
  }
}
