package io.widthwise.ingest.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads sources. */
final class Frames {
  private Frames() {}

  static List<SourceFrame> all(FrameSource source) throws SourceException, InterruptedException {
    return first(source, Integer.MAX_VALUE);
  }

  static List<SourceFrame> first(FrameSource source, int count)
      throws SourceException, InterruptedException {
    List<SourceFrame> frames = new ArrayList<>();
    while (frames.size() < count) {
      Optional<SourceFrame> next = source.next();
      if (next.isEmpty()) {
        break;
      }
      frames.add(next.get());
    }
    return frames;
  }
}
