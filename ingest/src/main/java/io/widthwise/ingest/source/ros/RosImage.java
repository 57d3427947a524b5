package io.widthwise.ingest.source.ros;

import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;

/**
 * A picture out of a robot's image message.
 *
 * @param stampNanos capture time that the camera driver stated, nanoseconds by the clock of the
 *     recording's host; 0 if it stated none
 * @param frameId coordinate frame of the camera
 * @param encoding encoding of {@code payload}; for compressed pictures what the message claims
 * @param width pixels; 0 for compressed pictures, whose payload tells
 * @param height pixels; 0 for compressed pictures, whose payload tells
 * @param payload a buffer of its own, rows of raw pictures without padding
 */
public record RosImage(
    long stampNanos,
    String frameId,
    FrameEncoding encoding,
    int width,
    int height,
    ByteBuffer payload) {

  /** Whether the payload is a picture file, which tells its own size. */
  public boolean compressed() {
    return encoding == FrameEncoding.JPEG || encoding == FrameEncoding.PNG;
  }
}
