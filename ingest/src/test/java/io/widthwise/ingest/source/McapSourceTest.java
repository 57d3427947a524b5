package io.widthwise.ingest.source;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.ingest.source.mcap.McapWriter;
import io.widthwise.ingest.source.ros.CdrWriter;
import io.widthwise.ingest.source.ros.RosImages;
import io.widthwise.schemas.FrameEncoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class McapSourceTest implements FrameSourceContract {
  private static final byte[] RGB_ROWS_OF_8 = {
    1, 2, 3, 4, 5, 6, 0, 0, //
    7, 8, 9, 10, 11, 12, 0, 0
  };

  @TempDir Path directory;

  /** Two cameras and a range finder, in an lz4 and a plain chunk. */
  @Override
  public FrameSource open() throws Exception {
    byte[] jpeg = CdrWriter.compressedImage(LITTLE_ENDIAN, "jpeg", TestPictures.jpeg(64, 48));
    byte[] raw = CdrWriter.image(BIG_ENDIAN, 2, 2, "rgb8", 8, RGB_ROWS_OF_8);
    byte[] recording =
        twoCameras()
            .beginChunk()
            .message(1, 1_000, jpeg)
            .message(2, 2_000, raw)
            .message(3, 2_500, new byte[12])
            .message(1, 3_000, jpeg)
            .endChunk("lz4")
            .beginChunk()
            .message(2, 4_000, raw)
            .message(1, 5_000, jpeg)
            .endChunk("")
            .finish();
    return source(recording, SourceOptions.DEFAULT);
  }

  private static McapWriter twoCameras() {
    return new McapWriter()
        .schema(1, RosImages.COMPRESSED_IMAGE)
        .schema(2, RosImages.IMAGE)
        .schema(3, "sensor_msgs/msg/Range")
        .channel(1, 1, "/front/image/compressed")
        .channel(2, 2, "/rear/image_raw")
        .channel(3, 3, "/range");
  }

  private FrameSource source(byte[] recording, SourceOptions options) throws Exception {
    Path file = Files.write(directory.resolve("drive.mcap"), recording);
    return FrameSources.open(file.toString(), options);
  }

  @Override
  public String namedInDescription() {
    return directory.resolve("drive.mcap").toString();
  }

  @Test
  void makesEachImageTopicACameraAndIgnoresTheRest() throws Exception {
    try (FrameSource source = open()) {
      List<SourceFrame> frames = Frames.all(source);
      assertThat(frames)
          .extracting(SourceFrame::cameraId)
          .containsExactly(
              "front/image/compressed",
              "rear/image_raw",
              "front/image/compressed",
              "rear/image_raw",
              "front/image/compressed");
      assertThat(((McapSource) source).ignoredByTopic()).isEqualTo(Map.of("/range", 1L));
      assertThat(frames.get(0).attributes())
          .containsEntry("ros.topic", "/front/image/compressed")
          .containsEntry("ros.frame-id", "camera_optical")
          .containsEntry("ros.stamp-nanos", "1700000000123456789");
    }
  }

  @Test
  void takesPaddingOutOfTheRowsOfRawImages() throws Exception {
    try (FrameSource source = open()) {
      SourceFrame raw = Frames.all(source).get(1);
      assertThat(raw.encoding()).isEqualTo(FrameEncoding.RGB8);
      assertThat(raw.payload().array()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }
  }

  @Test
  void recognisesPngWhateverTheFormatFieldSays() throws Exception {
    byte[] png = CdrWriter.compressedImage(BIG_ENDIAN, "jpeg", TestPictures.png(20, 10));
    try (FrameSource source =
        source(twoCameras().message(1, 1, png).finish(), SourceOptions.DEFAULT)) {
      SourceFrame frame = source.next().orElseThrow();
      assertThat(frame.encoding()).isEqualTo(FrameEncoding.PNG);
      assertThat(frame.width()).isEqualTo(20);
    }
  }

  @Test
  void namesTheTopicOfPixelsThatItDoesNotServe() throws Exception {
    byte[] bayer = CdrWriter.image(LITTLE_ENDIAN, 2, 2, "bayer_rggb8", 2, new byte[4]);
    try (FrameSource source =
        source(twoCameras().message(2, 1, bayer).finish(), SourceOptions.DEFAULT)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("/rear/image_raw")
          .hasMessageContaining("bayer_rggb8")
          .hasMessageContaining("drive.mcap");
    }
  }

  @Test
  void namesTheTopicOfAMessageThatEndsTooEarly() throws Exception {
    byte[] image = CdrWriter.image(LITTLE_ENDIAN, 2, 2, "rgb8", 8, RGB_ROWS_OF_8);
    byte[] cut = Arrays.copyOf(image, image.length - 3);
    try (FrameSource source =
        source(twoCameras().message(2, 1, cut).finish(), SourceOptions.DEFAULT)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("/rear/image_raw")
          .hasMessageContaining("beyond");
    }
  }

  @Test
  void namesARawImageWhoseRowsDoNotFitItsData() throws Exception {
    byte[] image = CdrWriter.image(LITTLE_ENDIAN, 200, 2, "rgb8", 8, RGB_ROWS_OF_8);
    try (FrameSource source =
        source(twoCameras().message(2, 1, image).finish(), SourceOptions.DEFAULT)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("200 x 2 pixels in rows of 8 bytes");
    }
  }

  @Test
  void namesATopicThatIsNotEncodedAsCdr() throws Exception {
    byte[] recording =
        new McapWriter()
            .schema(1, RosImages.IMAGE)
            .channel(1, 1, "/old", "ros1")
            .message(1, 1, new byte[4])
            .finish();
    try (FrameSource source = source(recording, SourceOptions.DEFAULT)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("/old")
          .hasMessageContaining("'ros1' instead of cdr");
    }
  }

  @Test
  void sendsADamagedPictureAsItIsOnRequest() throws Exception {
    byte[] image = CdrWriter.compressedImage(LITTLE_ENDIAN, "jpeg", TestPictures.truncatedJpeg());
    byte[] recording = twoCameras().message(1, 1, image).finish();
    try (FrameSource source = source(recording, SourceOptions.DEFAULT)) {
      assertThatThrownBy(source::next).hasMessageContaining("not a whole image");
    }
    SourceOptions asItIs = SourceOptions.DEFAULT.withOnUnreadable(OnUnreadable.SEND_AS_IS);
    try (FrameSource source = source(recording, asItIs)) {
      assertThat(source.next().orElseThrow().payload().array())
          .isEqualTo(TestPictures.truncatedJpeg());
    }
  }

  @Test
  void saysWhichTopicsThereAreInsteadOfPictures() throws Exception {
    byte[] recording = twoCameras().message(3, 1, new byte[12]).finish();
    try (FrameSource source = source(recording, SourceOptions.DEFAULT)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("its topics are [/range]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"two-cameras.mcap", "two-cameras.zstd.mcap"})
  void readsRealRecordings(String name) throws Exception {
    Path file = TestData.require("recordings/" + name);
    try (FrameSource source = FrameSources.open(file.toString(), SourceOptions.DEFAULT)) {
      Map<String, Long> framesByCamera =
          Frames.all(source).stream()
              .collect(Collectors.groupingBy(SourceFrame::cameraId, Collectors.counting()));
      assertThat(framesByCamera).hasSize(2).allSatisfy((camera, n) -> assertThat(n).isEqualTo(60));
      assertThat(((McapSource) source).ignoredByTopic()).containsEntry("/range", 240L);
    }
  }
}
