package io.widthwise.bench.latency;

import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.SourceException;
import io.widthwise.ingest.source.SourceFrame;
import java.util.Optional;

/** The first frames of another source. */
public final class LimitedSource implements FrameSource {
  private final FrameSource source;
  private int left;

  public LimitedSource(FrameSource source, int frames) {
    this.source = source;
    this.left = frames;
  }

  @Override
  public Optional<SourceFrame> next() throws SourceException, InterruptedException {
    return left-- > 0 ? source.next() : Optional.empty();
  }

  @Override
  public boolean live() {
    return source.live();
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public void close() {
    source.close();
  }
}
