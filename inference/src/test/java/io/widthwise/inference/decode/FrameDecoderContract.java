package io.widthwise.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.inference.bundle.Fit;
import io.widthwise.inference.bundle.Resize;
import io.widthwise.inference.testing.TestFrames;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.check.FrameLimits;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link FrameDecoder} does. */
abstract class FrameDecoderContract {
  private static final Resize SQUARE = new Resize(Fit.CENTRE_CROP, 1.0);
  private FrameDecoder decoder;

  abstract FrameDecoder open(FrameLimits limits);

  @BeforeEach
  void openDecoder() {
    decoder = open(FrameLimits.DEFAULT);
  }

  @AfterEach
  void closeDecoder() {
    decoder.close();
  }

  /** The picture, an independent box filter away: JPEG at quality 0.75 costs a few decibels. */
  @ParameterizedTest
  @CsvSource({
    "640, 480, 224",
    "640, 480, 128",
    "1280, 720, 128",
    "333, 517, 96",
    "64, 64, 128",
    "96, 1, 32"
  })
  void jpegLooksLikeItsPicture(int width, int height, int side) throws Exception {
    BufferedImage scene = TestFrames.scene(width, height);
    byte[] pixels = decode(jpeg(scene), side, Resize.WHOLE);

    assertThat(Pixels.psnr(pixels, Pixels.boxScaled(scene, side, Resize.WHOLE)))
        .isGreaterThan(27.0);
  }

  @Test
  void pngOfTheSideWantedIsReproducedExactly() throws Exception {
    BufferedImage scene = TestFrames.scene(96, 96);

    assertThat(decode(png(scene), 96, Resize.WHOLE)).isEqualTo(Pixels.rgb(scene));
  }

  @ParameterizedTest
  @MethodSource("rawEncodings")
  void rawPixelsOfTheSideWantedAreReproducedExactly(
      FrameEncoding encoding, byte[] payload, byte[] expected) throws Exception {
    assertThat(decode(TestFrames.frame(encoding, 48, 48, payload), 48, Resize.WHOLE))
        .isEqualTo(expected);
  }

  static Stream<Arguments> rawEncodings() {
    byte[] rgb = Pixels.rgb(TestFrames.scene(48, 48));
    byte[] bgr = new byte[rgb.length];
    byte[] mono = new byte[rgb.length / 3];
    byte[] grey = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      bgr[i] = rgb[i + 2];
      bgr[i + 1] = rgb[i + 1];
      bgr[i + 2] = rgb[i];
      mono[i / 3] = rgb[i];
      Arrays.fill(grey, i, i + 3, rgb[i]);
    }
    return Stream.of(
        Arguments.of(FrameEncoding.RGB8, rgb, rgb),
        Arguments.of(FrameEncoding.BGR8, bgr, rgb),
        Arguments.of(FrameEncoding.MONO8, mono, grey));
  }

  @Test
  void coloursAreInTheOrderRedGreenBlue() throws Exception {
    byte[] pixels = decode(TestFrames.colour(new Color(200, 100, 50), 320, 240), 32, Resize.WHOLE);

    assertThat(pixels[0] & 0xFF).isBetween(196, 204);
    assertThat(pixels[1] & 0xFF).isBetween(96, 104);
    assertThat(pixels[2] & 0xFF).isBetween(46, 54);
  }

  @Test
  void centreCropSeesTheMiddleAlone() throws Exception {
    BufferedImage picture = new BufferedImage(300, 100, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 300; x++) {
      for (int y = 0; y < 100; y++) {
        picture.setRGB(x, y, x >= 100 && x < 200 ? 0x0000FF : 0xFF0000);
      }
    }

    byte[] cropped = decode(png(picture), 50, SQUARE);
    byte[] stretched = decode(png(picture), 50, Resize.WHOLE);

    assertThat(cropped[0] & 0xFF).isZero();
    assertThat(cropped[2] & 0xFF).isEqualTo(255);
    assertThat(stretched[0] & 0xFF).isEqualTo(255);
    assertThat(stretched[25 * 3 + 2] & 0xFF).isEqualTo(255);
  }

  @Test
  void cropShareLeavesOutTheBorder() throws Exception {
    BufferedImage picture = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 80; x++) {
      for (int y = 0; y < 80; y++) {
        boolean border = x < 5 || y < 5 || x >= 75 || y >= 75;
        picture.setRGB(x, y, border ? 0xFF0000 : 0x00FF00);
      }
    }

    byte[] pixels = decode(png(picture), 70, new Resize(Fit.STRETCH, 0.875));

    for (int i = 0; i < pixels.length; i += 3) {
      assertThat(pixels[i] & 0xFF).isZero();
    }
  }

  @Test
  void strongShrinkingDoesNotAlias() throws Exception {
    byte[] stripes = new byte[512 * 512];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = (byte) (i % 2 == 0 ? 0 : 255);
    }

    byte[] pixels =
        decode(TestFrames.frame(FrameEncoding.MONO8, 512, 512, stripes), 64, Resize.WHOLE);

    for (byte pixel : pixels) {
      assertThat(pixel & 0xFF).isBetween(127, 128);
    }
  }

  @Test
  void greyJpegGivesThreeEqualChannels() throws Exception {
    BufferedImage grey = new BufferedImage(128, 128, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 128 * 128; i++) {
      grey.getRaster().setSample(i % 128, i / 128, 0, i / 128 + 60);
    }

    byte[] pixels = decode(jpeg(grey), 32, Resize.WHOLE);

    for (int i = 0; i < pixels.length; i += 3) {
      assertThat(pixels[i]).isEqualTo(pixels[i + 1]).isEqualTo(pixels[i + 2]);
      assertThat(pixels[i] & 0xFF).isBetween(58 + 4 * (i / 96), 65 + 4 * (i / 96));
    }
  }

  @Test
  void greyPngKeepsItsValues() throws Exception {
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      grey.getRaster().setSample(i % 16, i / 16, 0, i);
    }

    byte[] pixels = decode(png(grey), 16, Resize.WHOLE);

    for (int i = 0; i < 256; i++) {
      assertThat(pixels[3 * i] & 0xFF).isEqualTo(i);
      assertThat(pixels[3 * i + 2] & 0xFF).isEqualTo(i);
    }
  }

  @Test
  void alphaIsDroppedWithoutBlending() throws Exception {
    BufferedImage glass = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 64; i++) {
      glass.setRGB(i % 8, i / 8, 0x40C86432);
    }

    byte[] pixels = decode(png(glass), 8, Resize.WHOLE);

    assertThat(Arrays.copyOf(pixels, 3)).containsExactly((byte) 200, (byte) 100, (byte) 50);
  }

  @Test
  void sixteenBitPngKeepsTheHighBytes() throws Exception {
    BufferedImage deep = new BufferedImage(16, 16, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 256; i++) {
      deep.getRaster().setSample(i % 16, i / 16, 0, i << 8 | 0x80);
    }

    byte[] pixels = decode(png(deep), 16, Resize.WHOLE);

    for (int i = 0; i < 256; i++) {
      assertThat(pixels[3 * i] & 0xFF).isEqualTo(i);
    }
  }

  @Test
  void palettePngGivesItsColours() throws Exception {
    BufferedImage indexed = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_INDEXED);
    for (int i = 0; i < 64; i++) {
      indexed.setRGB(i % 8, i / 8, i % 2 == 0 ? 0xFF0000 : 0x0000FF);
    }

    byte[] pixels = decode(png(indexed), 8, Resize.WHOLE);

    assertThat(Arrays.copyOf(pixels, 6)).containsExactly(-1, 0, 0, 0, 0, -1);
  }

  @Test
  void exifOrientationIsIgnored() throws Exception {
    BufferedImage scene = TestFrames.scene(160, 96);
    byte[] upright = TestFrames.encode(scene, "jpg");
    byte[] turned = JpegBytes.withOrientation(upright, 6);

    assertThat(decode(TestFrames.frame(FrameEncoding.JPEG, 160, 96, turned), 48, Resize.WHOLE))
        .isEqualTo(
            decode(TestFrames.frame(FrameEncoding.JPEG, 160, 96, upright), 48, Resize.WHOLE));
  }

  @Test
  void payloadMayBeAnyKindOfBuffer() throws Exception {
    Frame frame = jpeg(TestFrames.scene(320, 240));
    byte[] expected = decode(frame, 64, Resize.WHOLE);
    byte[] payload = frame.getPayload().array();

    byte[] padded = new byte[payload.length + 20];
    System.arraycopy(payload, 0, padded, 7, payload.length);
    ByteBuffer offset = ByteBuffer.wrap(padded, 7, payload.length).slice();
    ByteBuffer positioned = ByteBuffer.wrap(padded, 7, payload.length);
    ByteBuffer direct = ByteBuffer.allocateDirect(payload.length).put(payload).flip();
    for (ByteBuffer kind :
        new ByteBuffer[] {offset, positioned, direct, offset.asReadOnlyBuffer()}) {
      frame.setPayload(kind);
      int position = kind.position();

      assertThat(decode(frame, 64, Resize.WHOLE)).isEqualTo(expected);
      assertThat(kind.position()).isEqualTo(position);
      assertThat(kind.remaining()).isEqualTo(payload.length);
    }
  }

  @Test
  void sameFrameGivesTheSamePixelsWhateverCameBefore() throws Exception {
    Frame small = jpeg(TestFrames.scene(200, 150));
    byte[] first = decode(small, 96, Resize.WHOLE);

    decode(jpeg(TestFrames.scene(1280, 720)), 224, SQUARE);
    decode(png(TestFrames.scene(31, 17)), 32, Resize.WHOLE);

    assertThat(decode(small, 96, Resize.WHOLE)).isEqualTo(first);
  }

  @Test
  void targetKeepsItsPositionAndWhatLiesBeyond() throws Exception {
    ByteBuffer target = ByteBuffer.allocateDirect(32 * 32 * 3 + 5);
    target.put(32 * 32 * 3, (byte) 77).position(3).limit(11);

    decoder.decode(jpeg(TestFrames.scene(64, 64)), 32, Resize.WHOLE, target);

    assertThat(target.position()).isEqualTo(3);
    assertThat(target.limit()).isEqualTo(11);
    assertThat(target.clear().get(32 * 32 * 3)).isEqualTo((byte) 77);
  }

  @Test
  void targetThatIsTooSmallOrOnTheHeapIsRefused() {
    Frame frame = jpeg(TestFrames.scene(64, 64));

    for (ByteBuffer target :
        new ByteBuffer[] {ByteBuffer.allocate(4000), ByteBuffer.allocateDirect(3071)}) {
      assertThatThrownBy(() -> decoder.decode(frame, 32, Resize.WHOLE, target))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("direct buffer of at least 3072 bytes");
    }
  }

  @ParameterizedTest
  @MethodSource("badFrames")
  void whatIsNoPictureIsRefusedWithAReasonAndTheNextIsDecoded(Frame bad, String reason)
      throws Exception {
    Frame good = jpeg(TestFrames.scene(320, 240));
    byte[] expected = decode(good, 64, Resize.WHOLE);

    assertThatThrownBy(() -> decode(bad, 64, Resize.WHOLE))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessageContaining(reason);
    assertThat(decode(good, 64, Resize.WHOLE)).isEqualTo(expected);
  }

  static Stream<Arguments> badFrames() {
    byte[] jpeg = TestFrames.encode(TestFrames.scene(320, 240), "jpg");
    byte[] png = TestFrames.encode(TestFrames.scene(320, 240), "png");
    byte[] half = Arrays.copyOf(jpeg, jpeg.length / 2);
    byte[] halfWithEnd = half.clone();
    halfWithEnd[half.length - 2] = (byte) 0xFF;
    halfWithEnd[half.length - 1] = (byte) 0xD9;
    byte[] brokenPng = png.clone();
    Arrays.fill(brokenPng, png.length / 2, png.length / 2 + 64, (byte) 0x55);
    byte[] text = "this is a text file".getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        Arguments.of(frame(FrameEncoding.JPEG, new byte[0]), "payload is empty"),
        Arguments.of(frame(FrameEncoding.JPEG, text), "neither a JPEG nor a PNG"),
        Arguments.of(frame(FrameEncoding.JPEG, half), "truncated"),
        Arguments.of(frame(FrameEncoding.JPEG, halfWithEnd), "cut short"),
        Arguments.of(frame(FrameEncoding.PNG, jpeg), "says PNG but its payload is a JPEG"),
        Arguments.of(frame(FrameEncoding.PNG, Arrays.copyOf(png, 1000)), "truncated"),
        Arguments.of(frame(FrameEncoding.PNG, brokenPng), "PNG"),
        Arguments.of(frame(FrameEncoding.RGB8, jpeg), "takes 230400"),
        Arguments.of(
            TestFrames.frame(FrameEncoding.MONO8, -1, 5, text), "the picture is -1 x 5 pixels"));
  }

  @Test
  void pictureOverTheLimitsIsRefusedBeforeItIsDecoded() {
    decoder.close();
    decoder = open(new FrameLimits(100_000, 300, 40_000, 1, 1));

    assertThatThrownBy(() -> decode(jpeg(TestFrames.scene(320, 100)), 64, Resize.WHOLE))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessageContaining("320 x 100 pixels");
    assertThatCode(() -> decode(jpeg(TestFrames.scene(300, 100)), 64, Resize.WHOLE))
        .doesNotThrowAnyException();
  }

  @Test
  void closingTwiceIsHarmless() {
    decoder.close();
    decoder.close();
  }

  final byte[] decode(Frame frame, int side, Resize resize) throws UndecodableImageException {
    ByteBuffer target = ByteBuffer.allocateDirect(side * side * 3);
    decoder.decode(frame, side, resize, target);
    byte[] pixels = new byte[target.capacity()];
    target.get(0, pixels);
    return pixels;
  }

  static Frame jpeg(BufferedImage image) {
    return TestFrames.frame(
        FrameEncoding.JPEG, image.getWidth(), image.getHeight(), TestFrames.encode(image, "jpg"));
  }

  static Frame png(BufferedImage image) {
    return TestFrames.frame(
        FrameEncoding.PNG, image.getWidth(), image.getHeight(), TestFrames.encode(image, "png"));
  }

  private static Frame frame(FrameEncoding encoding, byte[] payload) {
    return TestFrames.frame(encoding, 320, 240, payload);
  }
}
