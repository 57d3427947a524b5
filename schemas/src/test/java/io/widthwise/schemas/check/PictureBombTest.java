package io.widthwise.schemas.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

/** Small files that would cost a decoder much, and files that two readers read differently. */
class PictureBombTest {
  private static final byte[] SCAN = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0};

  /** A few bytes a scan, and a visit of every block of a large picture for each. */
  @Test
  void aLargeProgressivePictureMayHaveFewerScansThanASmallOne() throws Exception {
    byte[] small = withScans(Pictures.progressiveJpeg(64, 64), 40);
    assertThat(ImageHeader.read(ByteBuffer.wrap(small)).width()).isEqualTo(64);

    byte[] large = small.clone();
    int header = frameHeaderOf(large);
    ByteBuffer.wrap(large).putShort(header + 5, (short) 4_000).putShort(header + 7, (short) 4_000);
    refused(large).withMessageContaining("scans of 16000000 pixels");
  }

  @Test
  void aJpegOfFiveComponentsIsRefused() {
    byte[] jpeg = Pictures.jpeg(16, 9);
    jpeg[frameHeaderOf(jpeg) + 9] = 5;
    refused(jpeg).withMessageContaining("claims 5 components; 1, 3 and 4 are served");
  }

  @Test
  void aSecondHeaderInAPngIsRefused() {
    byte[] header = chunk("IHDR", new byte[] {0, 0, 31, 64, 0, 0, 31, 64, 8, 2, 0, 0, 0});
    refused(Pictures.replaced(Pictures.png(16, 9), 33, 0, header))
        .withMessageContaining("second header at byte 33");
  }

  @Test
  void anAnimatedPngIsRefused() {
    byte[] control = chunk("acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0});
    refused(Pictures.replaced(Pictures.png(16, 9), 33, 0, control))
        .withMessageContaining("animated");
  }

  @Test
  void aPngWithMegabytesOfCompressedTextIsRefused() {
    byte[] text = chunk("zTXt", new byte[2 << 20]);
    refused(Pictures.replaced(Pictures.png(16, 9), 33, 0, text))
        .withMessageContaining("compressed text");
    byte[] profile = chunk("iCCP", new byte[3_000]);
    assertThat(Pictures.replaced(Pictures.png(16, 9), 33, 0, profile))
        .satisfies(png -> ImageHeader.read(ByteBuffer.wrap(png)));
  }

  @Test
  void aPngOfTenThousandsOfChunksIsRefused() {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int i = 0; i <= 10_000; i++) {
      chunks.writeBytes(chunk("IDAT", new byte[0]));
    }
    refused(Pictures.replaced(Pictures.png(16, 9), 33, 0, chunks.toByteArray()))
        .withMessageContaining("more than 10000 chunks");
  }

  @Test
  void aPngOfAKindThatPngDoesNotHaveIsRefused() {
    for (int[] change : new int[][] {{24, 3}, {25, 1}, {26, 1}, {27, 1}, {28, 2}}) {
      byte[] png = Pictures.png(16, 9);
      png[change[0]] = (byte) change[1];
      refused(png).withMessageContaining("the PNG header names");
    }
  }

  private static ThrowableAssertAlternative<MalformedImageException> refused(byte[] picture) {
    return assertThatExceptionOfType(MalformedImageException.class)
        .isThrownBy(() -> ImageHeader.read(ByteBuffer.wrap(picture)));
  }

  private static byte[] withScans(byte[] jpeg, int scans) {
    byte[] more = new byte[SCAN.length * scans];
    for (int i = 0; i < scans; i++) {
      System.arraycopy(SCAN, 0, more, i * SCAN.length, SCAN.length);
    }
    return Pictures.replaced(jpeg, jpeg.length - 2, 0, more);
  }

  private static int frameHeaderOf(byte[] jpeg) {
    for (int i = 2; i < jpeg.length - 1; i++) {
      if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xF0) == 0xC0 && (jpeg[i + 1] & 0x0F) < 3) {
        return i;
      }
    }
    throw new AssertionError("no frame header");
  }

  private static byte[] chunk(String type, byte[] data) {
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .put(data)
        .putInt(0)
        .array();
  }
}
