package io.widthwise.ingest.source;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.ingest.source.mcap.McapWriter;
import io.widthwise.ingest.source.ros.CdrWriter;
import io.widthwise.ingest.source.ros.RosImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class McapFollowSourceTest {
  private static final byte[] IMAGE =
      CdrWriter.compressedImage(LITTLE_ENDIAN, "jpeg", TestPictures.jpeg(64, 48));

  @TempDir Path directory;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  private Path file() {
    return directory.resolve("drive.mcap");
  }

  private static McapWriter writer() {
    return new McapWriter()
        .schema(1, RosImages.COMPRESSED_IMAGE)
        .channel(1, 1, "/front")
        .channel(2, 1, "/rear");
  }

  private FrameSource open(String options) throws SourceException {
    return FrameSources.open("mcap:" + file() + "?follow=true" + options, SourceOptions.DEFAULT);
  }

  @Test
  void givesEachFrameWhenItsRecordIsWholeWhereverTheFileStandsAndEndsWithTheRecording()
      throws Exception {
    byte[] whole =
        writer()
            .message(1, 1_000, IMAGE)
            .beginChunk()
            .message(2, 3_000, IMAGE)
            .message(1, 2_000, IMAGE)
            .endChunk("zstd")
            .message(1, 1_500, IMAGE)
            .finish();
    Files.write(file(), new byte[0]);
    try (FrameSource source = open("&from=start")) {
      Future<List<SourceFrame>> frames = thread.submit(() -> Frames.all(source));
      for (int at = 0; at < whole.length; at += 97) {
        Files.write(
            file(),
            Arrays.copyOfRange(whole, at, Math.min(whole.length, at + 97)),
            StandardOpenOption.APPEND);
      }
      assertThat(frames.get())
          .extracting(SourceFrame::cameraId)
          .containsExactly("front", "rear", "front", "front");
      assertThat(frames.get())
          .filteredOn(frame -> frame.cameraId().equals("front"))
          .extracting(SourceFrame::captureTime)
          .isSorted();
      assertThat(frames.get())
          .filteredOn(frame -> frame.cameraId().equals("front"))
          .extracting(SourceFrame::sequence)
          .containsExactly(0L, 1L, 2L);
    }
  }

  @Test
  void beginsWithWhatIsRecordedFromNowOn() throws Exception {
    byte[] whole = writer().message(1, 1_000, IMAGE).message(1, 2_000, IMAGE).finish();
    int second = whole.length - IMAGE.length - 60;
    Files.write(file(), Arrays.copyOf(whole, second));
    try (FrameSource source = open("&topic=/front")) {
      Files.write(
          file(), Arrays.copyOfRange(whole, second, whole.length), StandardOpenOption.APPEND);
      List<SourceFrame> frames = Frames.all(source);
      assertThat(frames).hasSize(1);
      assertThat(frames.get(0).captureTime().getNano()).isEqualTo(2_000);
    }
  }

  @Test
  void mayBeClosedWhileItWaits() throws Exception {
    Files.write(file(), new byte[0]);
    try (FrameSource source = open("")) {
      Future<Optional<SourceFrame>> waiting = thread.submit(source::next);
      source.close();
      assertThat(waiting.get()).isEmpty();
    }
  }

  @Test
  void namesAFileThatIsBegunAnew() throws Exception {
    byte[] whole = writer().message(1, 1_000, IMAGE).finish();
    Files.write(file(), Arrays.copyOf(whole, whole.length - 40));
    try (FrameSource source = open("&from=start")) {
      source.next();
      Files.write(file(), Arrays.copyOf(whole, 50));
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("drive.mcap became shorter");
    }
  }

  @Test
  void namesAFileThatIsNoRecording() throws Exception {
    Files.write(file(), TestPictures.text());
    try (FrameSource source = open("")) {
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("must begin with the bytes");
    }
  }
}
