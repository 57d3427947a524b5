package io.widthwise.ingest.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Keeps account of one camera. Safe for use by several threads. */
final class CameraRecord {
  private final CameraConfig camera;
  private final Clock clock;
  private CameraState state = CameraState.CONNECTING;
  private String lastError;
  private Instant lastErrorTime;
  private Instant lastFrameTime;
  private long frames;
  private long bytes;
  private long dropped;
  private LongSupplier droppedNow = () -> 0;
  private long attempts;

  CameraRecord(CameraConfig camera, Clock clock) {
    this.camera = camera;
    this.clock = clock;
  }

  synchronized void connecting() {
    state = CameraState.CONNECTING;
    attempts++;
  }

  synchronized void streaming() {
    state = CameraState.STREAMING;
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
  }

  synchronized void ended() {
    state = CameraState.ENDED;
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
