package io.widthwise.models.evaluate;

import io.widthwise.schemas.Frame;
import java.io.IOException;

/**
 * Frames whose true class is known: photographs of a folder, pictures of a synthetic camera. The
 * same index always gives the same frame.
 */
public interface LabelledFrames {
  /** Returns which frames these are, for people and for the manifest; never blank. */
  String description();

  /** Returns how many there are. */
  int size();

  /**
   * Returns the frame at an index from 0.
   *
   * @throws InvalidDatasetException if the frame at this index cannot be used
   */
  KnownFrame get(int index) throws IOException;

  /**
   * A frame and the truth about it.
   *
   * @param frame as a camera would have published it
   * @param classIndex its class, from 0
   * @param origin where it comes from, for errors: a file, an index and a seed
   */
  record KnownFrame(Frame frame, int classIndex, String origin) {}
}
