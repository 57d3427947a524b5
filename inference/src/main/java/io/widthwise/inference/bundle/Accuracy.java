package io.widthwise.inference.bundle;

/**
 * Measured accuracy of a variant.
 *
 * @param top1 share of images whose best class is right, 0 to 1
 * @param top5 share of images whose five best classes hold the right one, 0 to 1
 * @param images number of images measured
 * @param dataset which images, for people
 */
public record Accuracy(double top1, double top5, int images, String dataset) {
  public Accuracy {
    Require.share("top1", top1);
    Require.share("top5", top5);
    if (top5 < top1) {
      throw new IllegalArgumentException(
          "top5 must be at least top1 (%s) but is %s".formatted(top1, top5));
    }
    Require.positive("images", images);
    Require.text("dataset", dataset);
  }
}
