package io.widthwise.models.quantise;

/**
 * Forms of a graph that yield the same bytes in less time.
 *
 * @param paddingShare channels are rounded up to a multiple of 16 where that adds at most this
 *     share of them; 0 for never
 * @param stemNeighbours outputs of the first layer that are computed as channels of one (see {@link
 *     StemFolding}); 0 for the plain layer. The width of images must be a multiple of twice this
 */
public record FastForm(double paddingShare, int stemNeighbours) {
  /** Every layer as it is. */
  public static final FastForm PLAIN = new FastForm(0, 0);

  /** Fastest of those measured, at every width and resolution; see the module's README. */
  public static final FastForm FAST = new FastForm(1, 2);

  public FastForm {
    if (!(paddingShare >= 0) || stemNeighbours < 0) {
      throw new IllegalArgumentException(
          "padding share and stem neighbours must not be negative but are %s and %d"
              .formatted(paddingShare, stemNeighbours));
    }
  }
}
