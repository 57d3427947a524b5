package io.widthwise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.widthwise.scene.SceneClasses;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SyntheticCameraTest implements FrameSourceContract {
  /** Long past, so that every frame is due at once. */
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final SourceOptions OPTIONS =
      SourceOptions.DEFAULT.withSize(160, 120).withCameras(3).withFps(25).withPictures(120);

  @Override
  public FrameSource open() {
    return new SyntheticCamera(OPTIONS, START);
  }

  @Override
  public String namedInDescription() {
    return "3 synthetic cameras";
  }

  @Override
  public boolean endless() {
    return true;
  }

  @Test
  void showsSomethingElseInEachFrameCameraAndSeed() throws Exception {
    List<SourceFrame> frames = Frames.first(open(), 6);
    List<SourceFrame> otherSeed = Frames.first(new SyntheticCamera(OPTIONS.withSeed(2), START), 1);
    assertThat(frames).extracting(SourceFrame::payload).doesNotHaveDuplicates();
    assertThat(otherSeed.get(0).payload()).isNotEqualTo(frames.get(0).payload());
  }

  @Test
  void saysWhatEachPictureShows() throws Exception {
    List<SourceFrame> frames = Frames.first(open(), 360);
    assertThat(frames)
        .extracting(frame -> frame.attributes().get(FrameAttributes.LABEL))
        .containsAll(SceneClasses.names());
  }

  @Test
  void showsTheSamePicturesAgainOnceAllWereShown() throws Exception {
    SourceOptions one = OPTIONS.withCameras(1).withPictures(24);
    List<SourceFrame> frames = Frames.first(new SyntheticCamera(one, START), 48);
    assertThat(frames.subList(0, 24))
        .extracting(SourceFrame::payload)
        .doesNotHaveDuplicates()
        .isEqualTo(frames.subList(24, 48).stream().map(SourceFrame::payload).toList());
  }

  @Test
  void takesItsFirstFrameWhenItIsAskedForOne() throws Exception {
    try (FrameSource camera = SyntheticCamera.startingWhenAsked(OPTIONS, sentence -> {})) {
      camera.awaitReady();
      Instant asked = Instant.now().truncatedTo(ChronoUnit.MICROS);
      assertThat(camera.next().orElseThrow().captureTime()).isAfterOrEqualTo(asked);
    }
  }

  @Test
  void spreadsItsCamerasOverTheFrameInterval() throws Exception {
    List<SourceFrame> frames = Frames.first(open(), 4);
    assertThat(frames)
        .extracting(SourceFrame::cameraId)
        .containsExactly("synthetic-0", "synthetic-1", "synthetic-2", "synthetic-0");
    assertThat(frames)
        .extracting(frame -> ChronoUnit.MICROS.between(START, frame.captureTime()))
        .containsExactly(0L, 13_333L, 26_666L, 40_000L);
  }

  @Test
  void handsAFrameOutNotBeforeItsCapture() throws Exception {
    Instant soon = Instant.now().plusMillis(60);
    try (FrameSource camera = new SyntheticCamera(OPTIONS, soon)) {
      SourceFrame frame = camera.next().orElseThrow();
      assertThat(Instant.now()).isAfterOrEqualTo(frame.captureTime());
    }
  }

  @Test
  @Timeout(20)
  @SuppressWarnings("resource")
  void endsAReaderThatWaitsWhenItIsClosed() throws Exception {
    FrameSource camera = new SyntheticCamera(OPTIONS, Instant.now().plus(Duration.ofDays(1)));
    CountDownLatch ended = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              try {
                if (camera.next().isEmpty()) {
                  ended.countDown();
                }
              } catch (SourceException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    reader.start();
    camera.close();
    ended.await();
    reader.join();
  }

  @Test
  void putsTheCameraIdAskedForBeforeItsOwn() throws Exception {
    try (FrameSource camera = new SyntheticCamera(OPTIONS.withCameraId("lab"), START)) {
      assertThat(camera.next().orElseThrow().cameraId()).isEqualTo("lab/synthetic-0");
    }
  }
}
