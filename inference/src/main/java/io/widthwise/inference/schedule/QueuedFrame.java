package io.widthwise.inference.schedule;

import io.widthwise.schemas.FrameEncoding;
import java.util.Objects;

/**
 * What a policy knows of a frame that waits for its lane.
 *
 * @param payload the frame itself, which policies do not look at
 * @param cameraId camera, for fairness under overload
 * @param deadlineMicros instant by which the frame must be labelled, microseconds since the epoch
 * @param priority frames of higher priority are given up last
 * @param width picture width, pixels
 * @param height picture height, pixels
 * @param encoding picture encoding; with the size it tells what decoding costs
 * @param <T> kind of frame
 */
public record QueuedFrame<T>(
    T payload,
    String cameraId,
    long deadlineMicros,
    int priority,
    int width,
    int height,
    FrameEncoding encoding) {
  public QueuedFrame {
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(cameraId, "cameraId");
    Objects.requireNonNull(encoding, "encoding");
  }
}
