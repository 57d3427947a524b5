package io.widthwise.inference.schedule;

/**
 * Carries out what a lane's policy decides. Called by the lane's thread alone.
 *
 * @param <T> kind of frame
 */
public interface LaneWorker<T> {
  /**
   * Serves a frame with {@code variant} and reports its outcome.
   *
   * @param grounds of the decision, valid during the call
   */
  void serve(QueuedFrame<T> frame, int variant, DecisionGrounds grounds);

  /**
   * Reports that a frame is given up.
   *
   * @param grounds of the decision, valid during the call
   */
  void shed(QueuedFrame<T> frame, DecisionGrounds grounds);

  /** Reports that the lane has ended because of {@code failure}; frames still waiting are lost. */
  void failed(Throwable failure);
}
