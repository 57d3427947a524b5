package io.widthwise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrameSourcesTest {
  @Test
  void saysWhatIsAcceptedWhereThereIsNoSuchSource() {
    assertThatThrownBy(() -> FrameSources.open("no/such/clip.mp4", SourceOptions.DEFAULT))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("no/such/clip.mp4")
        .hasMessageContaining("'synthetic', a directory")
        .hasMessageContaining(".mcap");
  }

  @Test
  void opensTheSyntheticCameraByName() throws Exception {
    try (FrameSource source =
        FrameSources.open("synthetic", SourceOptions.DEFAULT.withPictures(24))) {
      assertThat(source.live()).isTrue();
      assertThat(source.next().orElseThrow().width()).isEqualTo(640);
    }
  }

  @Test
  void refusesACameraIdThatAdmissionWouldQuarantine() {
    assertThatThrownBy(() -> SourceOptions.DEFAULT.withCameraId("front door"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'front door'");
  }
}
