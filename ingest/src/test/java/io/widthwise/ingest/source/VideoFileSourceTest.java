package io.widthwise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.schemas.check.ImageHeader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoFileSourceTest implements FrameSourceContract {
  private static final int FRAMES = 20;
  private static final int[] BGR = {40, 90, 200};

  @TempDir static Path directory;
  private static Path clip;

  /** A clip of one colour, 10 frames a second. */
  @BeforeAll
  static void record() throws Exception {
    avutil.av_log_set_level(avutil.AV_LOG_FATAL);
    clip = directory.resolve("door cam.mp4");
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(clip.toFile(), 96, 64)) {
      recorder.setFormat("mp4");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setFrameRate(10);
      recorder.setVideoBitrate(2_000_000);
      recorder.start();
      try (Frame picture = new Frame(96, 64, Frame.DEPTH_UBYTE, 3)) {
        ByteBuffer pixels = (ByteBuffer) picture.image[0];
        for (int i = 0; i < pixels.capacity(); i++) {
          pixels.put(i, (byte) BGR[(i % picture.imageStride) % 3]);
        }
        for (int i = 0; i < FRAMES; i++) {
          recorder.record(picture);
        }
      }
      recorder.stop();
    }
  }

  @Override
  public FrameSource open() throws SourceException {
    return FrameSources.open(clip.toString(), SourceOptions.DEFAULT);
  }

  @Override
  public String namedInDescription() {
    return clip.toString();
  }

  @Test
  void takesCaptureTimesFromPresentationTimes() throws Exception {
    try (FrameSource source = open()) {
      List<SourceFrame> frames = Frames.all(source);
      assertThat(frames).hasSize(FRAMES);
      assertThat(frames.get(0).cameraId()).isEqualTo("door-cam");
      assertThat(frames.get(FRAMES - 1).captureTime())
          .isEqualTo(Instant.EPOCH.plusMillis(100 * (FRAMES - 1)));
    }
  }

  @Test
  void followsAStreamThatChangesItsSize() throws Exception {
    Path file = directory.resolve("two-sizes.mjpeg");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(TestPictures.jpeg(64, 48));
      out.write(TestPictures.jpeg(32, 16));
    }
    try (FrameSource source = FrameSources.open(file.toString(), SourceOptions.DEFAULT)) {
      List<SourceFrame> frames = Frames.all(source);
      assertThat(frames).extracting(SourceFrame::width).containsExactly(64, 32);
      for (SourceFrame frame : frames) {
        assertThat(ImageHeader.read(frame.payload()).width()).isEqualTo(frame.width());
      }
    }
  }

  @Test
  void keepsColours() throws Exception {
    try (FrameSource source = open()) {
      byte[] jpeg = source.next().orElseThrow().payload().array();
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
      Color centre = new Color(image.getRGB(48, 32));
      assertThat(centre.getBlue()).isCloseTo(BGR[0], Offset.offset(5));
      assertThat(centre.getGreen()).isCloseTo(BGR[1], Offset.offset(5));
      assertThat(centre.getRed()).isCloseTo(BGR[2], Offset.offset(5));
    }
  }

  @Test
  void namesAFileThatIsNoVideo() throws Exception {
    Path file = Files.write(directory.resolve("notes.mp4"), TestPictures.text());
    assertThatThrownBy(() -> FrameSources.open(file.toString(), SourceOptions.DEFAULT))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("video");
  }

  @Test
  void namesAVideoThatIsCutShort() throws Exception {
    byte[] whole = Files.readAllBytes(clip);
    Path file = Files.write(directory.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> FrameSources.open(file.toString(), SourceOptions.DEFAULT))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "car-detection, 377, 768, 432",
    "bottle-detection, 1189, 640, 360",
    "one-by-one-person-detection, 1394, 768, 432"
  })
  void readsEveryPictureOfRealH264Clips(String name, int count, int width, int height)
      throws Exception {
    Path file = TestData.require("clips/" + name + ".mp4");
    try (FrameSource source = FrameSources.open(file.toString(), SourceOptions.DEFAULT)) {
      List<SourceFrame> frames = Frames.all(source);
      assertThat(frames).hasSize(count);
      assertThat(frames).extracting(SourceFrame::width).containsOnly(width);
      assertThat(frames).extracting(SourceFrame::height).containsOnly(height);
    }
  }
}
