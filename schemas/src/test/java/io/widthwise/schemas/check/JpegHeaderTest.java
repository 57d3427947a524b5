package io.widthwise.schemas.check;

import static io.widthwise.schemas.check.Pictures.frameHeaderOf;
import static io.widthwise.schemas.check.Pictures.jpeg;
import static io.widthwise.schemas.check.Pictures.read;
import static io.widthwise.schemas.check.Pictures.replaced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.widthwise.schemas.FrameEncoding;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegHeaderTest {
  private static final ImageHeader SIZE = new ImageHeader(FrameEncoding.JPEG, 37, 21);

  @Test
  void readsBaseline() throws Exception {
    assertThat(read(jpeg(37, 21))).isEqualTo(SIZE);
  }

  @Test
  void readsProgressive() throws Exception {
    byte[] jpeg = Pictures.progressiveJpeg(37, 21);
    assertThat(jpeg[frameHeaderOf(jpeg) + 1]).isEqualTo((byte) 0xC2);
    assertThat(read(jpeg)).isEqualTo(SIZE);
  }

  @Test
  void readsGrey() throws Exception {
    byte[] jpeg = Pictures.greyJpeg(37, 21);
    assertThat(jpeg[frameHeaderOf(jpeg) + 9]).as("components").isEqualTo((byte) 1);
    assertThat(read(jpeg)).isEqualTo(SIZE);
  }

  @Test
  void skipsFillBytesBeforeMarkers() throws Exception {
    assertThat(read(replaced(jpeg(37, 21), 2, 0, hex("ffffff")))).isEqualTo(SIZE);
  }

  /** Some cameras pad their pictures to the size of a transfer. */
  @Test
  void allowsPaddingAfterTheEnd() throws Exception {
    byte[] jpeg = jpeg(37, 21);
    assertThat(read(Arrays.copyOf(jpeg, jpeg.length + 500))).isEqualTo(SIZE);
  }

  @Test
  void noticesTruncationAtEveryByte() {
    byte[] jpeg = jpeg(16, 9);
    for (int length = 0; length < jpeg.length; length++) {
      byte[] start = Arrays.copyOf(jpeg, length);
      assertThatExceptionOfType(MalformedImageException.class)
          .as("first %d of %d bytes", length, jpeg.length)
          .isThrownBy(() -> read(start));
    }
  }

  @Test
  void noticesTruncationOfAProgressiveAtEveryByte() {
    byte[] jpeg = Pictures.progressiveJpeg(16, 9);
    for (int length = 0; length < jpeg.length; length++) {
      byte[] start = Arrays.copyOf(jpeg, length);
      assertThatExceptionOfType(MalformedImageException.class)
          .as("first %d of %d bytes", length, jpeg.length)
          .isThrownBy(() -> read(start));
    }
  }

  /** A thumbnail brings an end marker of its own. */
  @Test
  void noticesTruncationBehindAThumbnail() {
    byte[] thumbnail = jpeg(8, 8);
    byte[] jpeg = replaced(jpeg(37, 21), 2, 0, segment(0xE1, thumbnail));
    int scan = jpeg.length - 20;
    assertRefused(Arrays.copyOf(jpeg, scan)).withMessageContaining("truncated after " + scan);
  }

  @ParameterizedTest
  @ValueSource(ints = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
  void refusesProcessesThatAreNotServed(int process) {
    byte[] jpeg = jpeg(37, 21);
    jpeg[frameHeaderOf(jpeg) + 1] = (byte) process;
    assertRefused(jpeg).withMessageContaining("coding process ff%02x".formatted(process));
  }

  @Test
  void refusesTwelveBitSamples() {
    byte[] jpeg = jpeg(37, 21);
    jpeg[frameHeaderOf(jpeg) + 4] = 12;
    assertRefused(jpeg).withMessageContaining("12 bits a sample");
  }

  @Test
  void refusesASizeOfZero() {
    byte[] jpeg = jpeg(37, 21);
    int height = frameHeaderOf(jpeg) + 5;
    assertRefused(replaced(jpeg, height, 2, hex("0000"))).withMessageContaining("37 x 0");
    assertRefused(replaced(jpeg, height + 2, 2, hex("0000"))).withMessageContaining("0 x 21");
  }

  @Test
  void readsSizesAsUnsigned() throws Exception {
    byte[] jpeg = jpeg(37, 21);
    assertThat(read(replaced(jpeg, frameHeaderOf(jpeg) + 5, 4, hex("fffefffd"))))
        .isEqualTo(new ImageHeader(FrameEncoding.JPEG, 65_533, 65_534));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0007", "000b", "0010", "0012"})
  void refusesAFrameHeaderOfAnotherLength(String length) {
    byte[] jpeg = jpeg(37, 21);
    assertRefused(replaced(jpeg, frameHeaderOf(jpeg) + 2, 2, hex(length)));
  }

  @Test
  void refusesAFrameHeaderWithoutComponents() {
    byte[] jpeg = jpeg(37, 21);
    jpeg[frameHeaderOf(jpeg) + 9] = 0;
    assertRefused(jpeg).withMessageContaining("0 components");
  }

  @Test
  void refusesASecondFrameHeader() {
    byte[] jpeg = jpeg(37, 21);
    int at = frameHeaderOf(jpeg);
    assertRefused(replaced(jpeg, at, 0, Arrays.copyOfRange(jpeg, at, at + 19)))
        .withMessageContaining("second frame header at byte " + (at + 19));
  }

  /**
   * Decoders step over these two bytes; a reader that took what follows for a segment's length
   * would miss the frame header that the decoder goes by.
   */
  @ParameterizedTest
  @ValueSource(strings = {"ff01", "ffd0", "ffd7", "ffd8", "ff00", "ff02", "ffbf"})
  void refusesMarkersThatCouldHideTheFrameHeader(String marker) {
    byte[] jpeg = jpeg(37, 21);
    int at = frameHeaderOf(jpeg);
    assertRefused(replaced(jpeg, at, 0, hex(marker)))
        .withMessageContaining("marker %s at byte %d".formatted(marker, at));
  }

  @Test
  void refusesAScanWithoutAFrameHeader() {
    byte[] jpeg = jpeg(37, 21);
    assertRefused(replaced(jpeg, frameHeaderOf(jpeg), 19)).withMessageContaining("no frame header");
  }

  @Test
  void refusesAnEndWithoutAScan() {
    assertRefused(hex("ffd8ffd9")).withMessageContaining("without a scan");
  }

  @Test
  void refusesASegmentShorterThanItsLength() {
    assertRefused(hex("ffd8ffe00001")).withMessageContaining("claims a length of 1");
  }

  @Test
  void refusesBytesBetweenSegments() {
    assertRefused(replaced(jpeg(37, 21), 2, 0, hex("00"))).withMessageContaining("neither");
    assertRefused(replaced(jpeg(37, 21), 20, 0, hex("00"))).withMessageContaining("at byte 20");
  }

  @Test
  void refusesMoreScansThanAnyEncoderWrites() {
    byte[] jpeg = Pictures.progressiveJpeg(37, 21);
    byte[] scans = new byte[2_000];
    for (int i = 0; i < scans.length; i += 10) {
      System.arraycopy(hex("ffda0008010100000000"), 0, scans, i, 10);
    }
    assertRefused(replaced(jpeg, jpeg.length - 2, 0, scans)).withMessageContaining("scans");
  }

  private static ThrowableAssertAlternative<MalformedImageException> assertRefused(byte[] bytes) {
    return assertThatExceptionOfType(MalformedImageException.class).isThrownBy(() -> read(bytes));
  }

  private static byte[] segment(int marker, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xFF);
    out.write(marker);
    out.write((content.length + 2) >> 8);
    out.write(content.length + 2);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
