package io.widthwise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.schemas.FrameEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDirectorySourceTest implements FrameSourceContract {
  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void writeImages() throws IOException {
    directory = Files.createDirectory(parent.resolve("holiday pictures"));
    Files.write(directory.resolve("b.JPG"), TestPictures.jpeg(64, 48));
    Files.write(directory.resolve("a.png"), TestPictures.png(32, 24));
    Files.write(directory.resolve("c.jpeg"), TestPictures.jpeg(16, 16));
    Files.write(directory.resolve("labels.csv"), TestPictures.text());
  }

  @Override
  public FrameSource open() throws SourceException {
    return open(SourceOptions.DEFAULT);
  }

  private FrameSource open(SourceOptions options) throws SourceException {
    return FrameSources.open(directory.toString(), options);
  }

  @Override
  public String namedInDescription() {
    return directory.toString();
  }

  @Test
  void readsImagesByNameAndNamesEachInAnAttribute() throws Exception {
    try (FrameSource source = open()) {
      List<SourceFrame> frames = Frames.all(source);
      assertThat(frames)
          .extracting(frame -> frame.attributes().get("file"))
          .containsExactly("a.png", "b.JPG", "c.jpeg");
      assertThat(frames).extracting(SourceFrame::cameraId).containsOnly("holiday-pictures");
      assertThat(frames.get(0).encoding()).isEqualTo(FrameEncoding.PNG);
    }
  }

  @Test
  void namesAFileThatIsNoImage() throws Exception {
    Files.write(directory.resolve("bad.jpg"), TestPictures.truncatedJpeg());
    try (FrameSource source = open()) {
      assertThatThrownBy(() -> Frames.all(source))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("bad.jpg")
          .hasMessageContaining("truncated");
    }
  }

  @Test
  void sendsAFileThatIsNoImageAsItIsOnRequest() throws Exception {
    Files.write(directory.resolve("bad.png"), TestPictures.text());
    Files.write(directory.resolve("empty.jpg"), new byte[0]);
    try (FrameSource source =
        open(SourceOptions.DEFAULT.withOnUnreadable(OnUnreadable.SEND_AS_IS))) {
      List<SourceFrame> frames = Frames.all(source);
      assertThat(frames).hasSize(5);
      SourceFrame bad = frames.get(2);
      assertThat(bad.encoding()).isEqualTo(FrameEncoding.PNG);
      assertThat(bad.width()).isZero();
      assertThat(bad.payload()).isEqualTo(ByteBuffer.wrap(TestPictures.text()));
    }
  }

  @Test
  void refusesADirectoryWithoutImages() {
    assertThatThrownBy(() -> FrameSources.open(parent.toString(), SourceOptions.DEFAULT))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(parent.toString())
        .hasMessageContaining("holds no .jpg, .jpeg or .png");
  }
}
