package io.widthwise.ingest.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Keeps account of one camera. Safe for use by several threads. */
final class CameraRecord {
  private final CameraConfig camera;
  private final Clock clock;
  private final Consumer<String> tell;
  private CameraState state = CameraState.CONNECTING;
  private String lastError;
  private String toldError;
  private Instant lastErrorTime;
  private Instant lastFrameTime;
  private long frames;
  private long bytes;
  private long dropped;
  private LongSupplier droppedNow = () -> 0;
  private long attempts;

  /**
   * Nothing happened yet.
   *
   * @param tell told when the camera comes, goes or fails, but not of the same failure again
   */
  CameraRecord(CameraConfig camera, Clock clock, Consumer<String> tell) {
    this.camera = camera;
    this.clock = clock;
    this.tell = tell;
  }

  synchronized void connecting() {
    state = CameraState.CONNECTING;
    attempts++;
  }

  synchronized void streaming() {
    if (state != CameraState.STREAMING) {
      state = CameraState.STREAMING;
      toldError = null;
      tell.accept("camera %s streams".formatted(camera.id()));
    }
  }

  /** A frame that the broker has. */
  synchronized void acknowledged(int payloadBytes) {
    frames++;
    bytes += payloadBytes;
    lastFrameTime = clock.instant();
  }

  synchronized void dropped(long count) {
    dropped += count;
  }

  /** Who knows how many more frames the connection of now has lost. */
  synchronized void droppedBy(LongSupplier connection) {
    droppedNow = connection;
  }

  /** What went wrong, without login. */
  synchronized void lost(String error, CameraState next) {
    lastError = camera.source().redact(error);
    lastErrorTime = clock.instant();
    state = next;
    if (!lastError.equals(toldError)) {
      toldError = lastError;
      tell.accept("camera %s is %s: %s".formatted(camera.id(), next.text(), lastError));
    }
  }

  synchronized void ended() {
    state = CameraState.ENDED;
    tell.accept("camera %s has ended after %d frames".formatted(camera.id(), frames));
  }

  /** A camera that posts streams while frames come. */
  synchronized void fallQuietAfter(Duration quiet) {
    if (state == CameraState.STREAMING
        && lastFrameTime != null
        && lastFrameTime.plus(quiet).isBefore(clock.instant())) {
      state = CameraState.CONNECTING;
    }
  }

  synchronized CameraStatus status() {
    return new CameraStatus(
        camera.id(),
        camera.source().toString(),
        state,
        Optional.ofNullable(lastError),
        Optional.ofNullable(lastErrorTime),
        frames,
        bytes,
        dropped + droppedNow.getAsLong(),
        Optional.ofNullable(lastFrameTime),
        attempts);
  }
}
