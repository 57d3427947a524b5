package io.widthwise.inference.decode;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.check.FrameLimits;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.check.MalformedImageException;
import java.nio.ByteBuffer;

/**
 * A payload whose size is known to be true and within limits, so that a decoder may be let loose on
 * it. The size of a JPEG or PNG is its own, not what the frame says of it.
 *
 * @param encoding of the payload
 * @param width pixels
 * @param height pixels
 * @param payload from its position to its limit
 */
record Picture(FrameEncoding encoding, int width, int height, ByteBuffer payload) {

  static Picture check(Frame frame, FrameLimits limits) throws UndecodableImageException {
    ByteBuffer payload = frame.getPayload().slice();
    FrameEncoding encoding = frame.getEncoding();
    if (payload.remaining() > limits.maxPayloadBytes()) {
      throw new UndecodableImageException(
          "the payload has %d bytes, more than %d"
              .formatted(payload.remaining(), limits.maxPayloadBytes()));
    }
    Picture picture =
        encoding == FrameEncoding.JPEG || encoding == FrameEncoding.PNG
            ? compressed(encoding, payload)
            : new Picture(encoding, frame.getWidth(), frame.getHeight(), payload);
    picture.requireWithin(limits);
    if (picture.isRaw()) {
      picture.requireRawLength();
    }
    return picture;
  }

  private static Picture compressed(FrameEncoding encoding, ByteBuffer payload)
      throws UndecodableImageException {
    try {
      ImageHeader header = ImageHeader.read(payload);
      if (header.encoding() != encoding) {
        throw new UndecodableImageException(
            "the frame says %s but its payload is a %s".formatted(encoding, header.encoding()));
      }
      return new Picture(encoding, header.width(), header.height(), payload);
    } catch (MalformedImageException e) {
      throw new UndecodableImageException(e.getMessage(), e);
    }
  }

  boolean isRaw() {
    return encoding != FrameEncoding.JPEG && encoding != FrameEncoding.PNG;
  }

  /** Samples a pixel of a raw encoding. */
  int channels() {
    return encoding == FrameEncoding.MONO8 ? 1 : 3;
  }

  private void requireWithin(FrameLimits limits) throws UndecodableImageException {
    if (width <= 0
        || height <= 0
        || width > limits.maxSide()
        || height > limits.maxSide()
        || (long) width * height > limits.maxPixels()) {
      throw new UndecodableImageException(
          "the picture is %d x %d pixels; from 1 to %d a side and %d in all are served"
              .formatted(width, height, limits.maxSide(), limits.maxPixels()));
    }
  }

  private void requireRawLength() throws UndecodableImageException {
    long expected = (long) width * height * channels();
    if (payload.remaining() != expected) {
      throw new UndecodableImageException(
          "the payload has %d bytes but %s of %d x %d takes %d"
              .formatted(payload.remaining(), encoding, width, height, expected));
    }
  }
}
