package io.widthwise.inference.schedule;

import java.util.Arrays;

/**
 * What a lane does next: frames to give up and at most one to serve. A lane keeps one plan and
 * hands it to its policy again and again, so that deciding allocates nothing.
 */
public final class LanePlan {
  private static final int NONE = -1;

  private int[] shed = new int[16];
  private int shedCount;
  private int serve;
  private int variant;

  public LanePlan() {
    clear();
  }

  /** Empties the plan. */
  public void clear() {
    shedCount = 0;
    serve = NONE;
    variant = NONE;
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

  /** Serves waiting frame {@code index} with {@code variant}. */
  public void serve(int index, int variant) {
    this.serve = index;
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
    return serve != NONE;
  }

  /** Index of the frame to serve, counted before any is given up. */
  public int serveIndex() {
    return serve;
  }

  /** Variant to serve it with. */
  public int variant() {
    return variant;
  }
}
