package io.widthwise.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.testing.TestFrames;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.check.FrameLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenCvFrameDecoderTest extends FrameDecoderContract {
  @Override
  FrameDecoder open(FrameLimits limits) {
    return new OpenCvFrameDecoder(limits);
  }

  @ParameterizedTest
  @ValueSource(ints = {96, 64, 32, 16, 8})
  void everyDecodeScaleLooksLikeTheReference(int side) throws Exception {
    var frame = jpeg(TestFrames.scene(256, 192));
    try (FrameDecoder reference = new ImageIoFrameDecoder()) {
      var target = ByteBuffer.allocateDirect(side * side * 3);
      reference.decode(frame, side, Resize.WHOLE, target);
      byte[] expected = new byte[target.capacity()];
      target.get(0, expected);

      assertThat(Pixels.psnr(decode(frame, side, Resize.WHOLE), expected)).isGreaterThan(26.0);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9, 0.98})
  void pictureWhoseEndIsMissingIsToldThoughItHasAnEndMarker(double share) {
    byte[] jpeg = TestFrames.encode(TestFrames.scene(640, 480), "jpg");
    int header = JpegStructure.of(ByteBuffer.wrap(jpeg)).end() / 20;
    byte[] cut = Arrays.copyOf(jpeg, Math.max(header, (int) (jpeg.length * share)));
    cut[cut.length - 2] = (byte) 0xFF;
    cut[cut.length - 1] = (byte) 0xD9;

    assertThatThrownBy(
            () -> decode(TestFrames.frame(FrameEncoding.JPEG, 640, 480, cut), 64, Resize.WHOLE))
        .isInstanceOf(UndecodableImageException.class);
  }

  @Test
  void bytesBehindTheEndMarkerDoNotMatter() throws Exception {
    byte[] jpeg = TestFrames.encode(TestFrames.scene(640, 480), "jpg");
    byte[] padded = Arrays.copyOf(jpeg, jpeg.length + 300);

    assertThat(decode(TestFrames.frame(FrameEncoding.JPEG, 640, 480, padded), 64, Resize.WHOLE))
        .isEqualTo(decode(TestFrames.frame(FrameEncoding.JPEG, 640, 480, jpeg), 64, Resize.WHOLE));
  }

  @Test
  void progressiveJpegLooksLikeTheBaselineOne() throws Exception {
    byte[] jpeg = TestFrames.encode(TestFrames.scene(320, 240), "jpg");
    byte[] progressive = JpegBytes.progressive(jpeg);

    assertThat(JpegStructure.of(ByteBuffer.wrap(progressive)).oneScan()).isFalse();
    assertThat(
            Pixels.psnr(
                decode(
                    TestFrames.frame(FrameEncoding.JPEG, 320, 240, progressive), 64, Resize.WHOLE),
                decode(TestFrames.frame(FrameEncoding.JPEG, 320, 240, jpeg), 64, Resize.WHOLE)))
        .isGreaterThan(35.0);
  }

  @Test
  void jpegOfVeryManyScansIsRefused() throws IOException {
    byte[] progressive =
        JpegBytes.progressive(TestFrames.encode(TestFrames.scene(320, 240), "jpg"));
    byte[] bomb = repeatLastScan(progressive, 100);

    assertThatThrownBy(
            () -> decode(TestFrames.frame(FrameEncoding.JPEG, 320, 240, bomb), 64, Resize.WHOLE))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessageContaining("scans, more than 100");
  }

  /** JavaCPP counts what it allocates: of headers, none may be left over for the collector. */
  @Test
  void noNativeMemoryIsLeftBehindByFrames() throws Exception {
    var frame = jpeg(TestFrames.scene(640, 480));
    decode(frame, 96, Resize.WHOLE);
    long before = Pointer.totalBytes();
    long objects = Pointer.totalCount();

    for (int i = 0; i < 200; i++) {
      decode(frame, 96, Resize.WHOLE);
    }

    assertThat(Pointer.totalBytes()).isEqualTo(before);
    assertThat(Pointer.totalCount()).isEqualTo(objects);
  }

  private static byte[] repeatLastScan(byte[] jpeg, int times) {
    int last = jpeg.length - 2;
    while (!(jpeg[last] == (byte) 0xFF && jpeg[last + 1] == (byte) 0xDA)) {
      last--;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, last);
    for (int i = 0; i < times; i++) {
      bytes.write(jpeg, last, jpeg.length - 2 - last);
    }
    bytes.write(jpeg, jpeg.length - 2, 2);
    return bytes.toByteArray();
  }
}
