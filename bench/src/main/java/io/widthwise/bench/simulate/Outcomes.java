package io.widthwise.bench.simulate;

import io.widthwise.inference.schedule.QueuedFrame;
import java.util.Arrays;

/** What became of each frame of a scenario, by the frame's index. */
public final class Outcomes implements OutcomeSink {
  private static final byte SHED = -1;
  private static final byte OPEN = -2;

  private final byte[] variant;
  private final long[] finishMicros;

  Outcomes(int frames) {
    variant = new byte[frames];
    finishMicros = new long[frames];
    Arrays.fill(variant, OPEN);
  }

  @Override
  public void served(QueuedFrame<SimulatedFrame> frame, int variant, long finishMicros) {
    settle(frame.payload(), (byte) variant, finishMicros);
  }

  @Override
  public void shed(QueuedFrame<SimulatedFrame> frame, long nowMicros) {
    settle(frame.payload(), SHED, nowMicros);
  }

  private void settle(SimulatedFrame frame, byte outcome, long atMicros) {
    if (variant[frame.index()] != OPEN) {
      throw new IllegalStateException("frame %d has two outcomes".formatted(frame.index()));
    }
    variant[frame.index()] = outcome;
    finishMicros[frame.index()] = atMicros;
  }

  void requireComplete() {
    for (int i = 0; i < variant.length; i++) {
      if (variant[i] == OPEN) {
        throw new IllegalStateException("frame %d has no outcome".formatted(i));
      }
    }
  }

  /** Number of frames. */
  public int frames() {
    return variant.length;
  }

  /** True if the frame was labelled, in time or not. */
  public boolean isServed(int frame) {
    return variant[frame] >= 0;
  }

  /** Variant that the frame was labelled with. */
  public int variant(int frame) {
    return variant[frame];
  }

  /** When the frame was labelled or given up, microseconds. */
  public long finishMicros(int frame) {
    return finishMicros[frame];
  }

  /** True if {@code frame} was labelled by its deadline. */
  public boolean isHit(QueuedFrame<SimulatedFrame> frame) {
    int index = frame.payload().index();
    return isServed(index) && finishMicros[index] <= frame.deadlineMicros();
  }
}
