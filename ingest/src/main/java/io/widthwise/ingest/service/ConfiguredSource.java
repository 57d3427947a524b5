package io.widthwise.ingest.service;

import io.widthwise.ingest.source.FrameSource;
import io.widthwise.ingest.source.SourceException;
import io.widthwise.ingest.source.SourceFrame;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Frames of one connection to a camera as the configuration wants them: under its id, with its
 * attributes, a live camera held to its rate, and sequences that count on from one connection to
 * the next.
 */
final class ConfiguredSource implements FrameSource {
  /** Cameras jitter; half a period early is still in time. */
  private static final double TOLERATED_JITTER = 1.5;

  private final FrameSource source;
  private final CameraConfig camera;
  private final Map<String, Long> nextSequence;
  private final CameraRecord record;
  private final Optional<RateLimit> limit;

  /**
   * A view of {@code source}.
   *
   * @param nextSequence sequences by camera, kept from one connection to the next
   */
  ConfiguredSource(
      FrameSource source,
      CameraConfig camera,
      Map<String, Long> nextSequence,
      CameraRecord record) {
    this.source = source;
    this.camera = camera;
    this.nextSequence = nextSequence;
    this.record = record;
    this.limit =
        source.live() && camera.rate().isPresent()
            ? Optional.of(new RateLimit(camera.rate().getAsDouble(), TOLERATED_JITTER))
            : Optional.empty();
  }

  @Override
  public void awaitReady() throws SourceException, InterruptedException {
    source.awaitReady();
  }

  @Override
  public Optional<SourceFrame> next() throws SourceException, InterruptedException {
    while (true) {
      Optional<SourceFrame> next = source.next();
      if (next.isEmpty()) {
        return next;
      }
      record.streaming();
      if (isInTime(next.get())) {
        return Optional.of(configured(next.get()));
      }
      record.dropped(1);
    }
  }

  private boolean isInTime(SourceFrame frame) {
    Instant time = frame.captureTime();
    long nanos = time.getEpochSecond() * 1_000_000_000 + time.getNano();
    return limit.isEmpty() || limit.get().take(nanos) == 0;
  }

  private SourceFrame configured(SourceFrame frame) {
    String id = camera.source().singleCamera() ? camera.id() : frame.cameraId();
    Map<String, String> attributes = new HashMap<>(frame.attributes());
    attributes.putAll(camera.attributes());
    return new SourceFrame(
        id,
        nextSequence.merge(id, 1L, Long::sum) - 1,
        frame.captureTime(),
        frame.encoding(),
        frame.width(),
        frame.height(),
        frame.payload(),
        attributes);
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
