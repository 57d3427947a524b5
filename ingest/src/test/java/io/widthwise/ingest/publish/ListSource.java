package io.widthwise.ingest.publish;

import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.SourceException;
import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the frames it was made with. */
final class ListSource implements FrameSource {
  private final Iterator<SourceFrame> frames;
  private final boolean live;

  ListSource(boolean live, List<SourceFrame> frames) {
    this.live = live;
    this.frames = frames.iterator();
  }

  static SourceFrame frame(String cameraId, long sequence, Instant captureTime) {
    return new SourceFrame(
        cameraId,
        sequence,
        captureTime,
        FrameEncoding.JPEG,
        2,
        1,
        ByteBuffer.wrap(new byte[] {1, 2, 3}),
        Map.of("file", "a.jpg"));
  }

  @Override
  public Optional<SourceFrame> next() throws SourceException {
    return frames.hasNext() ? Optional.of(frames.next()) : Optional.empty();
  }

  @Override
  public boolean live() {
    return live;
  }

  @Override
  public String description() {
    return "a list";
  }

  @Override
  public void close() {}
}
