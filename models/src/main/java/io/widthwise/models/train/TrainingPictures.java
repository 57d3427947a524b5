package io.widthwise.models.train;

import io.widthwise.models.evaluate.LabelledFrames;
import java.awt.geom.Rectangle2D;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Labelled pictures to train on or to validate with. Safe for use by several threads. */
public interface TrainingPictures {
  /** Class names in the order of their indices. */
  List<String> classNames();

  /** Number of pictures. */
  int size();

  /** The encoded picture, a JPEG or PNG; a read-only view of its own. */
  ByteBuffer encoded(int index);

  /** Class of the picture. */
  int label(int index);

  /**
   * Where in the central square the labelled thing is, as shares of the square's side, if that is
   * known; crops then keep it whole.
   */
  Optional<Rectangle2D> subject(int index);

  /** What checkpoints and model cards call the whole: the same text for the same pictures. */
  String description();

  /** What messages call the picture: its file, or its seed and number. */
  String name(int index);

  /** Returns the pictures as the frames that a camera would have published. */
  default LabelledFrames frames() {
    return new PictureFrames(this);
  }
}
