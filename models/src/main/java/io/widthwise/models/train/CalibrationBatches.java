package io.widthwise.models.train;

import io.widthwise.models.quantise.CalibrationFrames;
import io.widthwise.models.quantise.PixelBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures for the choice of int8's ranges: resolutions take turns, since a graph serves them all.
 */
public final class CalibrationBatches {
  private static final int BATCH = 8;
  private static final int PICTURES = 400;

  private CalibrationBatches() {}

  /** Decodes up to {@value #PICTURES} pictures. */
  public static CalibrationFrames of(TrainingPictures pictures, List<Integer> resolutions) {
    List<PixelBatch> batches = new ArrayList<>();
    int count = Math.min(PICTURES, pictures.size());
    try (BatchLoader loader = new BatchLoader(pictures, Augmentation.NONE)) {
      for (int from = 0; from < count; from += BATCH) {
        int side = resolutions.get(batches.size() % resolutions.size());
        Batch batch = loader.load(from, Math.min(BATCH, count - from), side);
        byte[] pixels = new byte[batch.pixels().capacity()];
        batch.pixels().get(0, pixels);
        batches.add(new PixelBatch(pixels, batch.labels().length, side, side));
      }
    }
    return CalibrationFrames.of(batches);
  }
}
