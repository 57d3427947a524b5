package io.widthwise.schemas.check;

import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;

/**
 * Follows the marker segments of a JPEG (ITU-T T.81, annex B) to its frame header and its end.
 *
 * <p>Stricter than decoders, which skip what they do not expect: where two readers of one file can
 * differ about which bytes are the frame header, a picture over the limits could pass as a small
 * one.
 */
final class JpegMarkers {
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int PROGRESSIVE = 0xC2;

  /**
   * Each scan of a few bytes can make a decoder visit every block of the picture, so without a
   * limit a small file costs minutes. Encoders write about ten.
   */
  private static final int MAX_SCANS = 100;

  /**
   * A scan can cost a visit of every block though it has a few bytes, so large pictures may have
   * fewer: 12 scans at twice the pixels of 4K, 100 up to full HD. Pixels times scans.
   */
  private static final long MAX_SCANNED_PIXELS = 12L * 3_840 * 2_160 * 2;

  private JpegMarkers() {}

  private record FrameHeader(int process, int components, int width, int height) {}

  static boolean isJpeg(ByteBuffer bytes) {
    return bytes.remaining() >= 3
        && unsigned(bytes, 0) == 0xFF
        && unsigned(bytes, 1) == START_OF_IMAGE
        && unsigned(bytes, 2) == 0xFF;
  }

  static ImageHeader read(ByteBuffer bytes) throws MalformedImageException {
    FrameHeader frame = null;
    int at = 2;
    while (true) {
      int marker = markerAt(bytes, at);
      if (marker == 0xFF) {
        at++;
        continue;
      }
      int length = segmentLength(bytes, at, marker);
      if (marker == START_OF_SCAN) {
        requireScans(bytes, at, length, frame);
        return new ImageHeader(FrameEncoding.JPEG, frame.width(), frame.height());
      }
      if (isFrameHeader(marker)) {
        if (frame != null) {
          throw new MalformedImageException(
              "the JPEG has a second frame header at byte %d".formatted(at));
        }
        frame = frameHeader(bytes, at, marker, length);
      }
      at += 2 + length;
    }
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
    if (!beginsSegment(marker) && marker != 0xFF) {
      throw new MalformedImageException(
          "the JPEG has marker ff%02x at byte %d, which has no place before a scan"
              .formatted(marker, at));
    }
    return marker;
  }

  /** The rest stand alone without a length, or are reserved. */
  private static boolean beginsSegment(int marker) {
    return marker >= 0xC0 && marker <= 0xFE && (marker < 0xD0 || marker > END_OF_IMAGE);
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

  private static FrameHeader frameHeader(ByteBuffer bytes, int at, int marker, int length)
      throws MalformedImageException {
    if (marker > PROGRESSIVE) {
      throw new MalformedImageException(
          "the JPEG uses coding process ff%02x; only baseline, extended and progressive Huffman coding are served"
              .formatted(marker));
    }
    if (length < 8) {
      throw new MalformedImageException(
          "the JPEG frame header is %d bytes short".formatted(8 - length));
    }
    int components = unsigned(bytes, at + 9);
    if (components != 1 && components != 3 && components != 4) {
      throw new MalformedImageException(
          "the JPEG frame header claims %d components; 1, 3 and 4 are served"
              .formatted(components));
    }
    if (length != 8 + 3 * components) {
      throw new MalformedImageException(
          "the JPEG frame header claims %d components in %d bytes".formatted(components, length));
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
    return new FrameHeader(marker, components, width, height);
  }

  private static void requireScans(ByteBuffer bytes, int at, int length, FrameHeader frame)
      throws MalformedImageException {
    if (frame == null) {
      throw new MalformedImageException("the JPEG has a scan but no frame header before it");
    }
    if (length < 6) {
      throw new MalformedImageException(
          "the JPEG scan header at byte %d is %d bytes short".formatted(at, 6 - length));
    }
    int scanStart = at + 2 + length;
    requireEnd(bytes, scanStart);
    boolean hasMoreScans =
        frame.process() == PROGRESSIVE || unsigned(bytes, at + 4) < frame.components();
    if (hasMoreScans) {
      requireFewScans(bytes, scanStart, (long) frame.width() * frame.height());
    }
  }

  /** Entropy-coded data never holds a scan marker either, so counting needs no walk of segments. */
  private static void requireFewScans(ByteBuffer bytes, int firstScan, long pixels)
      throws MalformedImageException {
    int scans = 1;
    for (int i = firstScan; i < bytes.limit() - 1; i++) {
      if (bytes.get(i) == (byte) 0xFF && unsigned(bytes, i + 1) == START_OF_SCAN) {
        scans++;
      }
    }
    if (scans > MAX_SCANS) {
      throw new MalformedImageException(
          "the JPEG has %d scans, more than %d".formatted(scans, MAX_SCANS));
    }
    if (scans * pixels > MAX_SCANNED_PIXELS) {
      throw new MalformedImageException(
          "the JPEG has %d scans of %d pixels, together more than %d"
              .formatted(scans, pixels, MAX_SCANNED_PIXELS));
    }
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
