package io.widthwise.bench.replay;

import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.FrameSources;
import io.widthwise.ingest.source.SourceException;
import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.ingest.source.SourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Camera pictures that are drawn and encoded before a run, so that publishing them costs little.
 *
 * @param frames synthetic 640x480 JPEG pictures that carry their true label
 */
public record Pictures(List<SourceFrame> frames) {
  /** Pictures are ready then; a live source hands them out at its pace all the same. */
  private static final double MOST_FRAMES_PER_SECOND = 1_000;

  public Pictures {
    frames = List.copyOf(frames);
  }

  public static Pictures draw(int count, long seed, Consumer<String> progress)
      throws SourceException, InterruptedException {
    SourceOptions options =
        SourceOptions.DEFAULT.withPictures(count).withSeed(seed).withFps(MOST_FRAMES_PER_SECOND);
    List<SourceFrame> frames = new ArrayList<>(count);
    try (FrameSource source = FrameSources.open("synthetic", options, progress)) {
      for (int i = 0; i < count; i++) {
        frames.add(source.next().orElseThrow());
      }
    }
    return new Pictures(frames);
  }

  /** Returns the picture of a frame; the pool is walked around. */
  public SourceFrame of(int index) {
    return frames.get(index % frames.size());
  }
}
