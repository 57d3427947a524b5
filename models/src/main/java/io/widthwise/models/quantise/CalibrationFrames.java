package io.widthwise.models.quantise;

import java.util.List;

/**
 * Pictures like those that the network will see, and not those it was trained on. One graph serves
 * several resolutions, so they should come in all of these.
 */
@FunctionalInterface
public interface CalibrationFrames {
  /** Returns the pictures, at least one, the same each time. */
  Iterable<PixelBatch> batches();

  /** Returns frames that are held in memory. */
  static CalibrationFrames of(List<PixelBatch> batches) {
    List<PixelBatch> copy = List.copyOf(batches);
    return () -> copy;
  }
}
