package io.widthwise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopingSourceTest implements FrameSourceContract {
  @TempDir Path directory;

  @BeforeEach
  void writeImages() throws IOException {
    for (String name : List.of("a.jpg", "b.jpg", "c.jpg")) {
      Files.write(directory.resolve(name), TestPictures.jpeg(16, 16));
    }
  }

  @Override
  public FrameSource open() throws SourceException {
    return FrameSources.open(
        directory.toString(), SourceOptions.DEFAULT.withLoop(true).withFps(10));
  }

  @Override
  public String namedInDescription() {
    return directory.toString();
  }

  @Override
  public boolean endless() {
    return true;
  }

  @Test
  void continuesSequencesAndCaptureTimesFromLapToLap() throws Exception {
    try (FrameSource source = open()) {
      SourceFrame beyondTwoLaps = Frames.first(source, 8).get(7);
      assertThat(beyondTwoLaps.attributes()).containsEntry("file", "b.jpg");
      assertThat(beyondTwoLaps.sequence()).isEqualTo(7);
      assertThat(beyondTwoLaps.captureTime()).isEqualTo(Instant.EPOCH.plusMillis(700));
    }
  }

  @Test
  void refusesToRepeatNothing() throws Exception {
    FrameSource empty =
        new FrameSource() {
          @Override
          public Optional<SourceFrame> next() {
            return Optional.empty();
          }

          @Override
          public boolean live() {
            return false;
          }

          @Override
          public String description() {
            return "an empty recording";
          }

          @Override
          public void close() {}
        };
    try (FrameSource source = new LoopingSource(() -> empty)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("an empty recording has no frame");
    }
  }
}
