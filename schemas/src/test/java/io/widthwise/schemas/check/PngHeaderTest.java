package io.widthwise.schemas.check;

import static io.widthwise.schemas.check.Pictures.png;
import static io.widthwise.schemas.check.Pictures.read;
import static io.widthwise.schemas.check.Pictures.replaced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.widthwise.schemas.FrameEncoding;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngHeaderTest {
  private static final int AFTER_IHDR = 33;

  @ParameterizedTest
  @CsvSource({
    "true, " + BufferedImage.TYPE_INT_RGB,
    "false, " + BufferedImage.TYPE_INT_RGB,
    "false, " + BufferedImage.TYPE_INT_ARGB,
    "false, " + BufferedImage.TYPE_BYTE_GRAY,
    "false, " + BufferedImage.TYPE_USHORT_GRAY,
    "false, " + BufferedImage.TYPE_BYTE_INDEXED,
    "false, " + BufferedImage.TYPE_BYTE_BINARY
  })
  void readsEveryColourType(boolean interlaced, int type) throws Exception {
    assertThat(read(png(37, 21, type, interlaced)))
        .isEqualTo(new ImageHeader(FrameEncoding.PNG, 37, 21));
  }

  @Test
  void noticesTruncationAtEveryByte() {
    byte[] png = png(16, 9);
    for (int length = 0; length < png.length; length++) {
      byte[] start = Arrays.copyOf(png, length);
      assertThatExceptionOfType(MalformedImageException.class)
          .as("first %d of %d bytes", length, png.length)
          .isThrownBy(() -> read(start));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7fffffff",
        "7ffffff4",
        "7ffffff3",
        "80000000",
        "fffffff4",
        "fffffff3",
        "ffffffff",
        "ffffffdf",
        "00ffffff"
      })
  void chunkLengthsNeitherOverflowNorLoop(String length) {
    byte[] png = png(37, 21);
    byte[] lying = replaced(png, AFTER_IHDR, 4, hex(length));
    assertRefused(lying).withMessageContaining("truncated after " + png.length);
    byte[] additional = replaced(png, AFTER_IHDR, 0, hex(length + "74457874"));
    assertRefused(additional).withMessageContaining("truncated");
  }

  @ParameterizedTest
  @CsvSource({
    "00000000, 00000015, 0 x 21",
    "00000025, 00000000, 37 x 0",
    "80000000, 00000015, 2147483648 x 21",
    "00000025, ffffffff, 37 x 4294967295"
  })
  void refusesSizesOutsideOfTheFormat(String width, String height, String found) {
    assertRefused(replaced(png(37, 21), 16, 8, hex(width + height))).withMessageContaining(found);
  }

  @Test
  void refusesAnotherFirstChunk() {
    assertRefused(replaced(png(37, 21), 12, 4, hex("74455874"))).withMessageContaining("IHDR");
    assertRefused(replaced(png(37, 21), 8, 4, hex("0000000e"))).withMessageContaining("IHDR");
  }

  @Test
  void refusesAPictureWithoutData() {
    byte[] png = png(37, 21);
    byte[] end = Arrays.copyOfRange(png, png.length - 12, png.length);
    assertRefused(replaced(png, AFTER_IHDR, png.length - AFTER_IHDR, end))
        .withMessageContaining("no image data");
  }

  @Test
  void namesWhatIsNoPicture() {
    assertRefused(new byte[0]).withMessageContaining("empty");
    assertRefused(hex("47494638396101")).withMessageContaining("47494638396101");
    assertRefused("plain text, long".getBytes(StandardCharsets.US_ASCII))
        .withMessageContaining("706c61696e207465");
  }

  @Test
  void readsFromPositionToLimitAndLeavesThem() throws Exception {
    byte[] png = png(37, 21);
    ByteBuffer part = ByteBuffer.allocateDirect(png.length + 20).order(ByteOrder.LITTLE_ENDIAN);
    part.position(7).mark();
    part.put(png).limit(part.position()).reset();
    assertThat(ImageHeader.read(part)).isEqualTo(new ImageHeader(FrameEncoding.PNG, 37, 21));
    assertThat(part.position()).isEqualTo(7);
    assertThat(part.remaining()).isEqualTo(png.length);
  }

  private static ThrowableAssertAlternative<MalformedImageException> assertRefused(byte[] bytes) {
    return assertThatExceptionOfType(MalformedImageException.class).isThrownBy(() -> read(bytes));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
