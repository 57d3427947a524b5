package io.widthwise.models.train;

/** Told how a run gets on, from the thread that trains. */
public interface TrainingProgress {
  /** A network, or a group of them, goes on at step {@code from} of {@code steps}. */
  void begin(String name, int from, int steps);

  /**
   * {@code done} steps are done.
   *
   * @param validationTop1 share, or NaN where nothing was validated now
   */
  void step(int done, double loss, double imagesPerSecond, double validationTop1);

  /** The network is trained. */
  void end();
}
