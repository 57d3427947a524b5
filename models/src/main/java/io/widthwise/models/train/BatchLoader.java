package io.widthwise.models.train;

import io.widthwise.inference.decode.OpenCvFrameDecoder;
import io.widthwise.inference.decode.UndecodableImageException;
import io.widthwise.schemas.check.MalformedImageException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Decodes pictures into batches as the pipeline decodes frames. What a step shows follows from seed
 * and step alone, so that a run that goes on after a kill shows what it would have shown. Not safe
 * for use by several threads.
 */
final class BatchLoader implements AutoCloseable {
  private static final int CHANNELS = 3;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final TrainingPictures pictures;
  private final PictureFrames frames;
  private final Augmentation augmentation;
  private final OpenCvFrameDecoder decoder = new OpenCvFrameDecoder();
  private ByteBuffer whole = ByteBuffer.allocateDirect(0);

  BatchLoader(TrainingPictures pictures, Augmentation augmentation) {
    this.pictures = pictures;
    this.frames = new PictureFrames(pictures);
    this.augmentation = augmentation;
  }

  /** Loads what step {@code step} shows. */
  Batch load(StepPlan plan, long seed, long step) {
    SplittableRandom random = new SplittableRandom(seed * GOLDEN + step);
    Batch batch = empty(plan.side(), plan.pictures());
    for (int i = 0; i < plan.pictures(); i++) {
      int index = random.nextInt(pictures.size());
      Crop crop =
          plan.largestScale() == plan.side()
              ? Crop.whole(plan.side())
              : Crop.random(random, plan.side(), plan.largestScale(), pictures.subject(index));
      put(batch, i, index, crop);
      int bytes = plan.side() * plan.side() * CHANNELS;
      augmentation.apply(random, batch.pixels(), i * bytes, plan.side());
    }
    return batch;
  }

  /** Loads whole pictures {@code from} to {@code from + count - 1}. */
  Batch load(int from, int count, int side) {
    Batch batch = empty(side, count);
    for (int i = 0; i < count; i++) {
      put(batch, i, from + i, Crop.whole(side));
    }
    return batch;
  }

  private static Batch empty(int side, int count) {
    return new Batch(
        ByteBuffer.allocateDirect(count * side * side * CHANNELS), side, new long[count]);
  }

  private void put(Batch batch, int place, int index, Crop crop) {
    int scaled = crop.scaledSide();
    if (whole.capacity() < scaled * scaled * CHANNELS) {
      whole = ByteBuffer.allocateDirect(scaled * scaled * CHANNELS);
    }
    try {
      decoder.decode(frames.frame(index), scaled, TrainedNetwork.RESIZE, whole);
    } catch (UndecodableImageException | MalformedImageException e) {
      throw new IllegalStateException(
          pictures.name(index) + " cannot be decoded: " + e.getMessage(), e);
    }
    int row = batch.side() * CHANNELS;
    for (int y = 0; y < batch.side(); y++) {
      int from = ((crop.top() + y) * scaled + crop.left()) * CHANNELS;
      batch.pixels().put((place * batch.side() + y) * row, whole, from, row);
    }
    batch.labels()[place] = pictures.label(index);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
