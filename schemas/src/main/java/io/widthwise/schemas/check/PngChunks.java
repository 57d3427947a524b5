package io.widthwise.schemas.check;

import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;

/** Follows the chunks of a PNG (W3C PNG specification, section 5) from IHDR to IEND. */
final class PngChunks {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;
  private static final int SIGNATURE_BYTES = 8;
  private static final int CHUNK_OVERHEAD_BYTES = 12;

  private PngChunks() {}

  static boolean isPng(ByteBuffer bytes) {
    return bytes.remaining() >= SIGNATURE_BYTES && bytes.getLong(0) == SIGNATURE;
  }

  static ImageHeader read(ByteBuffer bytes) throws MalformedImageException {
    ImageHeader header = imageHeader(bytes);
    boolean hasData = false;
    long at = SIGNATURE_BYTES;
    while (at + CHUNK_OVERHEAD_BYTES <= bytes.limit()) {
      long length = bytes.getInt((int) at) & 0xFFFFFFFFL;
      int type = bytes.getInt((int) at + 4);
      hasData |= type == IDAT;
      at += CHUNK_OVERHEAD_BYTES + length;
      if (type == IEND && at <= bytes.limit()) {
        if (!hasData) {
          throw new MalformedImageException("the PNG has no image data");
        }
        return header;
      }
    }
    throw new MalformedImageException(
        "the PNG of %d x %d is truncated after %d bytes"
            .formatted(header.width(), header.height(), bytes.limit()));
  }

  private static ImageHeader imageHeader(ByteBuffer bytes) throws MalformedImageException {
    if (bytes.limit() < SIGNATURE_BYTES + CHUNK_OVERHEAD_BYTES + 13
        || bytes.getInt(SIGNATURE_BYTES) != 13
        || bytes.getInt(SIGNATURE_BYTES + 4) != IHDR) {
      throw new MalformedImageException("the PNG does not begin with a whole IHDR chunk");
    }
    int width = bytes.getInt(16);
    int height = bytes.getInt(20);
    if (width <= 0 || height <= 0) {
      throw new MalformedImageException(
          "the PNG claims a size of %s x %s"
              .formatted(Integer.toUnsignedString(width), Integer.toUnsignedString(height)));
    }
    return new ImageHeader(FrameEncoding.PNG, width, height);
  }
}
