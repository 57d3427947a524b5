package io.widthwise.models.quantise;

/** Told how far quantising has come. */
@FunctionalInterface
public interface QuantiserProgress {
  /** Tells nobody. */
  QuantiserProgress SILENT = (stage, done) -> {};

  /**
   * Called after each step.
   *
   * @param stage what is being done, for people
   * @param done steps of the stage that are done, pictures or layers
   */
  void advanced(String stage, int done);
}
