package io.widthwise.schemas.check;

import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;

/** Follows the marker segments of a JPEG (ITU-T T.81, annex B) to its frame header and its end. */
final class JpegMarkers {
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;

  private JpegMarkers() {}

  static boolean isJpeg(ByteBuffer bytes) {
    return bytes.remaining() >= 3
        && unsigned(bytes, 0) == 0xFF
        && unsigned(bytes, 1) == START_OF_IMAGE
        && unsigned(bytes, 2) == 0xFF;
  }

  static ImageHeader read(ByteBuffer bytes) throws MalformedImageException {
    ImageHeader header = null;
    int at = 2;
    while (true) {
      int marker = markerAt(bytes, at);
      if (marker == 0xFF) {
        at++;
        continue;
      }
      int length = segmentLength(bytes, at, marker);
      if (isFrameHeader(marker)) {
        header = frameHeader(bytes, at, marker, length);
      }
      at += 2 + length;
      if (marker == START_OF_SCAN) {
        break;
      }
    }
    if (header == null) {
      throw new MalformedImageException("the JPEG has a scan but no frame header before it");
    }
    requireEnd(bytes, at);
    return header;
  }

  private static int markerAt(ByteBuffer bytes, int at) throws MalformedImageException {
    if (at + 2 > bytes.limit()) {
      throw truncated(bytes, "before its first scan");
    }
    if (unsigned(bytes, at) != 0xFF) {
      throw new MalformedImageException(
          "the JPEG has no marker at byte %d where one must be".formatted(at));
    }
    int marker = unsigned(bytes, at + 1);
    if (marker == END_OF_IMAGE) {
      throw new MalformedImageException("the JPEG ends at byte %d without a scan".formatted(at));
    }
    return marker;
  }

  private static int segmentLength(ByteBuffer bytes, int at, int marker)
      throws MalformedImageException {
    if (at + 4 > bytes.limit()) {
      throw truncated(bytes, "before its first scan");
    }
    int length = bytes.getShort(at + 2) & 0xFFFF;
    if (length < 2) {
      throw new MalformedImageException(
          "the JPEG segment ff%02x at byte %d claims a length of %d".formatted(marker, at, length));
    }
    if (at + 2 + length > bytes.limit()) {
      throw truncated(bytes, "inside segment ff%02x".formatted(marker));
    }
    return length;
  }

  private static boolean isFrameHeader(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static ImageHeader frameHeader(ByteBuffer bytes, int at, int marker, int length)
      throws MalformedImageException {
    if (marker > 0xC2) {
      throw new MalformedImageException(
          "the JPEG uses coding process ff%02x; only baseline, extended and progressive Huffman coding are served"
              .formatted(marker));
    }
    if (length < 8) {
      throw new MalformedImageException(
          "the JPEG frame header is %d bytes short".formatted(8 - length));
    }
    int precision = unsigned(bytes, at + 4);
    if (precision != 8) {
      throw new MalformedImageException(
          "the JPEG has %d bits a sample; only 8 are served".formatted(precision));
    }
    int height = bytes.getShort(at + 5) & 0xFFFF;
    int width = bytes.getShort(at + 7) & 0xFFFF;
    if (width == 0 || height == 0) {
      throw new MalformedImageException(
          "the JPEG claims a size of %d x %d".formatted(width, height));
    }
    return new ImageHeader(FrameEncoding.JPEG, width, height);
  }

  /** Entropy-coded data never holds the end marker, so it is searched from the end backwards. */
  private static void requireEnd(ByteBuffer bytes, int scanStart) throws MalformedImageException {
    for (int i = bytes.limit() - 2; i >= scanStart; i--) {
      if (bytes.get(i) == (byte) 0xFF && unsigned(bytes, i + 1) == END_OF_IMAGE) {
        return;
      }
    }
    throw truncated(bytes, "inside its scan: it has no end-of-image marker");
  }

  private static MalformedImageException truncated(ByteBuffer bytes, String where) {
    return new MalformedImageException(
        "the JPEG is truncated after %d bytes, %s".formatted(bytes.limit(), where));
  }

  private static int unsigned(ByteBuffer bytes, int at) {
    return bytes.get(at) & 0xFF;
  }
}
