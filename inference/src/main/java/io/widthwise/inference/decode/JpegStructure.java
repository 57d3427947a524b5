package io.widthwise.inference.decode;

import java.nio.ByteBuffer;

/**
 * What the markers of a JPEG (ITU-T T.81, annex B) say of how it must be decoded. Read only after
 * {@link io.widthwise.schemas.check.ImageHeader} found the file whole.
 *
 * @param oneScan whether one scan holds all components, as cameras write it
 * @param end index of the end-of-image marker
 */
record JpegStructure(boolean oneScan, int end) {
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int PROGRESSIVE = 0xC2;

  static JpegStructure of(ByteBuffer jpeg) {
    int components = 0;
    boolean progressive = false;
    int at = 2;
    while (true) {
      int marker = jpeg.get(at + 1) & 0xFF;
      if (marker == 0xFF) {
        at++;
        continue;
      }
      if (marker >= 0xC0 && marker <= PROGRESSIVE) {
        progressive = marker == PROGRESSIVE;
        components = jpeg.get(at + 9) & 0xFF;
      }
      int next = at + 2 + (jpeg.getShort(at + 2) & 0xFFFF);
      if (marker == START_OF_SCAN) {
        boolean oneScan = !progressive && (jpeg.get(at + 4) & 0xFF) == components;
        return new JpegStructure(oneScan, lastEnd(jpeg, next));
      }
      at = next;
    }
  }

  private static int lastEnd(ByteBuffer jpeg, int from) {
    int i = jpeg.limit() - 2;
    while (i > from && !(jpeg.get(i) == (byte) 0xFF && (jpeg.get(i + 1) & 0xFF) == END_OF_IMAGE)) {
      i--;
    }
    return i;
  }
}
