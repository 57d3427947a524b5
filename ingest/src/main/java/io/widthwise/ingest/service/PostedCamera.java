package io.widthwise.ingest.service;

import io.widthwise.ingest.publish.FrameSender;
import io.widthwise.ingest.publish.PublishListener.PublishedFrame;
import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.check.ImageHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A camera whose frames robots send by HTTP. Safe for use by several threads. */
public final class PostedCamera {
  /** What came for so long after the last frame is a new beginning. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final CameraConfig camera;
  private final FrameSender sender;
  private final CameraRecord record;
  private final Optional<RateLimit> limit;
  private final AtomicLong nextSequence = new AtomicLong();

  PostedCamera(CameraConfig camera, FrameSender sender, CameraRecord record) {
    this.camera = camera;
    this.sender = sender;
    this.record = record;
    // A robot may send what gathered while it had no network: up to a second's worth at once.
    this.limit =
        camera.rate().isPresent()
            ? Optional.of(
                new RateLimit(
                    camera.rate().getAsDouble(), Math.max(1, camera.rate().getAsDouble())))
            : Optional.empty();
  }

  public CameraConfig config() {
    return camera;
  }

  /**
   * Counts a frame against the camera's rate.
   *
   * @return how long to wait before one may be sent, zero if now
   */
  public Duration takeTurn() {
    if (limit.isEmpty()) {
      return Duration.ZERO;
    }
    long wait;
    synchronized (limit.get()) {
      wait = limit.get().take(System.nanoTime());
    }
    if (wait > 0) {
      record.dropped(1);
    }
    return Duration.ofNanos(wait);
  }

  /**
   * Sends a picture.
   *
   * @param header what it is
   * @param sequence the robot's own count; empty counts here
   * @param budgetMillis in place of the configured budget
   */
  public CompletableFuture<PublishedFrame> send(
      ImageHeader header,
      ByteBuffer picture,
      Instant captureTime,
      OptionalLong sequence,
      OptionalInt budgetMillis,
      Optional<String> traceparent) {
    SourceFrame frame =
        new SourceFrame(
            camera.id(),
            sequence.orElseGet(nextSequence::getAndIncrement),
            captureTime,
            header.encoding(),
            header.width(),
            header.height(),
            picture,
            camera.attributes());
    return sender
        .send(
            frame,
            budgetMillis.isPresent() ? budgetMillis : camera.budgetMillis(),
            camera.priority(),
            traceparent)
        .whenComplete((published, e) -> account(published, e));
  }

  private void account(PublishedFrame published, Throwable e) {
    if (e == null) {
      record.streaming();
      record.acknowledged(published.payloadBytes());
    } else {
      record.lost("a frame could not be delivered: " + e.getMessage(), CameraState.CONNECTING);
    }
  }

  CameraStatus status() {
    record.fallQuietAfter(QUIET);
    return record.status();
  }
}
