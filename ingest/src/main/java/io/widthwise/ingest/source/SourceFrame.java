package io.widthwise.ingest.source;

import static java.util.Objects.requireNonNull;

import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameIds;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * One picture as a source gives it.
 *
 * @param cameraId camera that took it
 * @param sequence position in its camera's stream, counted from 0
 * @param captureTime when it was taken by the source's clock, cut to microseconds
 * @param encoding encoding of {@code payload}
 * @param width pixels; 0 where the source sends a payload that it could not read
 * @param height pixels; 0 where the source sends a payload that it could not read
 * @param payload the picture, from position to limit; the source does not touch it again
 * @param attributes free text that travels to the result
 */
public record SourceFrame(
    String cameraId,
    long sequence,
    Instant captureTime,
    FrameEncoding encoding,
    int width,
    int height,
    ByteBuffer payload,
    Map<String, String> attributes) {

  public SourceFrame {
    requireNonNull(cameraId, "cameraId");
    requireNonNull(encoding, "encoding");
    requireNonNull(payload, "payload");
    if (sequence < 0 || width < 0 || height < 0) {
      throw new IllegalArgumentException(
          "sequence, width and height must not be negative but are %d, %d and %d"
              .formatted(sequence, width, height));
    }
    captureTime = captureTime.truncatedTo(ChronoUnit.MICROS);
    attributes = Map.copyOf(attributes);
  }

  /** Identity that the frame has when it is published with its recorded capture time. */
  public String frameId() {
    return FrameIds.of(cameraId, sequence, captureTime);
  }

  /** Returns this frame as {@code sequence}-th of its camera, taken at {@code captureTime}. */
  public SourceFrame at(long sequence, Instant captureTime) {
    return new SourceFrame(
        cameraId, sequence, captureTime, encoding, width, height, payload, attributes);
  }
}
