package io.widthwise.sql;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;
import java.time.Instant;

/** A picture alone as a frame, which is what decoders take. */
final class PictureFrame {
  /** With which a PNG begins, and no JPEG. */
  private static final byte PNG = (byte) 0x89;

  private PictureFrame() {}

  /** Bytes that are neither JPEG nor PNG are left to the decoder, which says so. */
  static Frame of(byte[] picture) {
    FrameEncoding encoding =
        picture.length > 0 && picture[0] == PNG ? FrameEncoding.PNG : FrameEncoding.JPEG;
    return Frame.newBuilder()
        .setFrameId("")
        .setCameraId("")
        .setSequence(0)
        .setCaptureTime(Instant.EPOCH)
        .setEncoding(encoding)
        .setWidth(0) // as the picture says itself
        .setHeight(0)
        .setPayload(ByteBuffer.wrap(picture))
        .build();
  }
}
