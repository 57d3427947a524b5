package io.widthwise.bench.simulate;

import io.widthwise.inference.schedule.QueuedFrame;

/** Is told what becomes of each simulated frame. */
public interface OutcomeSink {
  /**
   * A frame was labelled, in time or not.
   *
   * @param finishMicros when, microseconds since the run began
   */
  void served(QueuedFrame<SimulatedFrame> frame, int variant, long finishMicros);

  /** A frame was given up. */
  void shed(QueuedFrame<SimulatedFrame> frame, long nowMicros);
}
