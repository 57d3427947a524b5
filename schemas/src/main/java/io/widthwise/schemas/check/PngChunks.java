package io.widthwise.schemas.check;

import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;

/** Follows the chunks of a PNG (W3C PNG specification, section 5) from IHDR to IEND. */
final class PngChunks {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454E44;
  private static final int ANIMATION = 0x6163544C; // acTL
  private static final int ANIMATION_FRAME = 0x6663544C; // fcTL
  private static final int ANIMATION_DATA = 0x66644154; // fdAT
  private static final int COLOUR_PROFILE = 0x69434350; // iCCP
  private static final int COMPRESSED_TEXT = 0x7A545874; // zTXt
  private static final int INTERNATIONAL_TEXT = 0x69545874; // iTXt

  /** Readers may inflate these, each byte to a thousand, though no pixel needs them. */
  private static final int MAX_COMPRESSED_EXTRAS_BYTES = 1 << 20;

  /** Encoders write one for each 8 KiB or more. */
  private static final int MAX_CHUNKS = 10_000;

  private static final int SIGNATURE_BYTES = 8;
  private static final int CHUNK_OVERHEAD_BYTES = 12;

  private PngChunks() {}

  static boolean isPng(ByteBuffer bytes) {
    return bytes.remaining() >= SIGNATURE_BYTES && bytes.getLong(0) == SIGNATURE;
  }

  static ImageHeader read(ByteBuffer bytes) throws MalformedImageException {
    ImageHeader header = imageHeader(bytes);
    boolean hasData = false;
    long extras = 0;
    int chunks = 0;
    long at = SIGNATURE_BYTES;
    while (at + CHUNK_OVERHEAD_BYTES <= bytes.limit()) {
      long length = bytes.getInt((int) at) & 0xFFFFFFFFL;
      int type = bytes.getInt((int) at + 4);
      hasData |= type == IDAT;
      if (type == IHDR && at != SIGNATURE_BYTES) {
        throw new MalformedImageException("the PNG has a second header at byte %d".formatted(at));
      }
      if (type == ANIMATION || type == ANIMATION_FRAME || type == ANIMATION_DATA) {
        throw new MalformedImageException("the PNG is animated; only still pictures are served");
      }
      if (type == COLOUR_PROFILE || type == COMPRESSED_TEXT || type == INTERNATIONAL_TEXT) {
        extras += length;
      }
      if (extras > MAX_COMPRESSED_EXTRAS_BYTES || ++chunks > MAX_CHUNKS) {
        throw new MalformedImageException(
            "the PNG has more than %d bytes of compressed text and profiles, or more than %d chunks"
                .formatted(MAX_COMPRESSED_EXTRAS_BYTES, MAX_CHUNKS));
      }
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
    int depth = bytes.get(24);
    int colour = bytes.get(25);
    boolean known =
        switch (colour) {
          case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known || bytes.get(26) != 0 || bytes.get(27) != 0 || (bytes.get(28) & ~1) != 0) {
      throw new MalformedImageException(
          "the PNG header names colour type %d with %d bits, or a compression, filter or interlace method that PNG does not have"
              .formatted(colour, depth));
    }
    return new ImageHeader(FrameEncoding.PNG, width, height);
  }
}
