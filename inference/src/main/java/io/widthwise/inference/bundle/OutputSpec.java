package io.widthwise.inference.bundle;

/**
 * Output of a variant's graph: softmax probabilities, float32, shape {@code [N, classes]}.
 *
 * @param name name of the graph's output
 * @param classes number of classes, equal to the number of labels
 */
public record OutputSpec(String name, int classes) {
  public OutputSpec {
    Require.text("name", name);
    Require.positive("classes", classes);
  }

  /** Output {@code probabilities} of so many classes. */
  public static OutputSpec probabilities(int classes) {
    return new OutputSpec("probabilities", classes);
  }
}
