package io.widthwise.inference.classify;

/**
 * How a ladder runs.
 *
 * @param topK how many of the most probable classes a prediction names; fewer if the ladder has
 *     fewer
 * @param warmUpRuns runs of each variant before it is served: the first is ten times slower
 */
public record ClassifierSettings(int topK, int warmUpRuns) {
  public static final ClassifierSettings DEFAULT = new ClassifierSettings(5, 3);

  public ClassifierSettings {
    if (topK < 1) {
      throw new IllegalArgumentException("topK must be at least 1 but is " + topK);
    }
    if (warmUpRuns < 1) {
      throw new IllegalArgumentException("warmUpRuns must be at least 1 but is " + warmUpRuns);
    }
  }
}
