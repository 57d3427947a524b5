package io.widthwise.inference.bundle;

/**
 * What part of a picture the network sees, scaled to its square input.
 *
 * @param fit shape of the part
 * @param cropShare share of the part's sides that is kept, around the centre, in (0, 1]; 0.875 is
 *     the usual ImageNet evaluation crop
 */
public record Resize(Fit fit, double cropShare) {
  /** The whole picture, stretched. */
  public static final Resize WHOLE = new Resize(Fit.STRETCH, 1.0);

  public Resize {
    Require.present("fit", fit);
    Require.positiveShare("cropShare", cropShare);
  }
}
