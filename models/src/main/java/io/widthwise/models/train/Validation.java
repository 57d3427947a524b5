package io.widthwise.models.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** Measures a network on whole pictures that it was not trained on, with its running statistics. */
final class Validation {
  private static final int BATCH = 50;

  private final TrainingPictures pictures;

  Validation(TrainingPictures pictures) {
    this.pictures = pictures;
  }

  /**
   * Returns the share of pictures whose class the network names.
   *
   * @param side of the input, pixels
   * @param count how many of the pictures, the first
   */
  double top1(NDManager manager, TrainableNetwork network, int side, int count) {
    int pictureCount = Math.min(count, pictures.size());
    int right = 0;
    try (BatchLoader loader = new BatchLoader(pictures, Augmentation.NONE)) {
      for (int from = 0; from < pictureCount; from += BATCH) {
        Batch batch = loader.load(from, Math.min(BATCH, pictureCount - from), side);
        right += right(manager, network, batch);
      }
    }
    return (double) right / pictureCount;
  }

  private static int right(NDManager manager, TrainableNetwork network, Batch batch) {
    try (NDManager scratch = manager.newSubManager()) {
      int size = batch.labels().length;
      NDArray pixels =
          scratch.create(
              batch.pixels(), new Shape(size, batch.side(), batch.side(), 3), DataType.UINT8);
      long[] named = network.logits(pixels, false).argMax(1).toLongArray();
      int right = 0;
      for (int i = 0; i < size; i++) {
        right += named[i] == batch.labels()[i] ? 1 : 0;
      }
      return right;
    }
  }
}
