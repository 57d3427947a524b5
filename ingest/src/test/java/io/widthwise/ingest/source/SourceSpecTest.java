package io.widthwise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.ingest.source.SourceSpec.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSpecTest {

  @ParameterizedTest
  @CsvSource({
    "synthetic, SYNTHETIC, true, true",
    "synthetic:?seed=3, SYNTHETIC, true, true",
    "images, RECORDING, false, true",
    "drive.mcap, RECORDING, false, false",
    "mcap:drive.mcap, MCAP, false, false",
    "mcap:drive.mcap?topic=/a, MCAP, false, true",
    "mcap:drive.mcap?follow=true, MCAP, true, false",
    "http://cam/mjpg?channel=1, HTTP, true, true",
    "HTTPS://cam/mjpg, HTTP, true, true",
    "rtsp://cam:554/a, RTSP, true, true",
    "v4l2:///dev/video0, V4L2, true, true",
    "foxglove://robot:8765/camera/image, FOXGLOVE, true, true",
    "post, POST, true, true"
  })
  void tellsSourcesApart(String text, Kind kind, boolean live, boolean singleCamera) {
    SourceSpec spec = SourceSpec.parse(text);
    assertThat(spec.kind()).isEqualTo(kind);
    assertThat(spec.live()).isEqualTo(live);
    assertThat(spec.singleCamera()).isEqualTo(singleCamera);
  }

  @Test
  void leavesTheQueryToTheCameraAndTakesOptionsFromTheFragment() {
    SourceSpec spec = SourceSpec.parse("http://cam/mjpg?timeout=1#timeout=3s");
    assertThat(spec.address()).isEqualTo("http://cam/mjpg?timeout=1");
    assertThat(spec.timeout(Duration.ZERO)).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://cam/#colour=red",
        "http://cam/#timeout",
        "http://cam/#timeout=3",
        "http:cam",
        "rtsp://cam/#transport=pigeon",
        "mcap:",
        "mcap:a.mcap?follow=yes",
        "mcap:a.mcap?from=end",
        "v4l2:///etc/passwd",
        "synthetic:?width=wide",
        "synthetic:7"
      })
  void refusesWhatIsNoSource(String text) {
    assertThatThrownBy(() -> SourceSpec.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://admin:pass@cam/a",
        "http://admin:p%40ss@cam/a#timeout=1s",
        "foxglove://admin:pass@cam/a"
      })
  void showsNoLogin(String text) {
    SourceSpec spec = SourceSpec.parse(text);
    assertThat(spec.toString()).contains("***@cam/a").doesNotContain("admin", "pass", "p%40ss");
    assertThat(spec.redact("could not open " + spec.address() + " now"))
        .contains("***@cam/a")
        .doesNotContain("admin", "pass", "p%40ss");
  }

  @Test
  void showsNoLoginThatIsNoUrlEither() {
    assertThatThrownBy(() -> SourceSpec.parse("rtsp://admin:p@ss|word@cam/a"))
        .hasMessageContaining("rtsp://***@cam/a")
        .hasMessageNotContaining("word");
  }

  @Test
  void readsALogin() {
    assertThat(SourceSpec.parse("http://admin:p%40s+s@cam/").login()).contains("admin:p@s+s");
    assertThat(SourceSpec.parse("http://cam/").login()).isEmpty();
  }
}
