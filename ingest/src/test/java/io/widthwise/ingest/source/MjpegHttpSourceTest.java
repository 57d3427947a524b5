package io.widthwise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.ingest.source.mjpeg.MjpegServer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real HTTP server. */
@Timeout(60)
class MjpegHttpSourceTest {
  private final MjpegServer server = new MjpegServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private FrameSource open(String rest) throws SourceException {
    return FrameSources.open("http://" + server.address() + rest, SourceOptions.DEFAULT);
  }

  @Test
  void sendsPicturesOnAsTheyAre() throws Exception {
    byte[] first = TestPictures.jpeg(64, 48);
    byte[] second = TestPictures.png(20, 10);
    server.show(first);
    server.show(second);
    Instant before = Instant.now();
    try (FrameSource source = open("/stream")) {
      List<SourceFrame> frames = Frames.first(source, 2);
      assertThat(frames.get(0).payload().array()).isEqualTo(first);
      assertThat(frames.get(1).payload().array()).isEqualTo(second);
      assertThat(frames).extracting(SourceFrame::sequence).containsExactly(0L, 1L);
      assertThat(frames).extracting(SourceFrame::width).containsExactly(64, 20);
      assertThat(frames).extracting(SourceFrame::cameraId).containsOnly("127.0.0.1");
      assertThat(frames)
          .extracting(SourceFrame::captureTime)
          .isSorted()
          .allMatch(time -> !time.isBefore(before.minusMillis(1)));
      assertThat(source.live()).isTrue();
    }
  }

  @Test
  void isLostWhenTheCameraHangsUp() throws Exception {
    server.show(TestPictures.jpeg(64, 48));
    server.hangUp();
    try (FrameSource source = open("/stream")) {
      source.next();
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("was lost after 1 pictures: the camera closed the connection");
    }
  }

  @Test
  void isLostWhenNothingComes() throws Exception {
    try (FrameSource source = open("/stream#timeout=200ms")) {
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("nothing came for 200 ms");
    }
  }

  @Test
  void mayBeClosedWhileItWaits() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (FrameSource source = open("/stream")) {
      source.awaitReady();
      Future<Optional<SourceFrame>> waiting = thread.submit(source::next);
      source.close();
      assertThat(waiting.get()).isEmpty();
      assertThat(source.next()).isEmpty();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void logsInWithTheLoginOfItsAddress() throws Exception {
    server.requireLogin("admin:p@ss");
    server.show(TestPictures.jpeg(64, 48));
    try (FrameSource source =
        FrameSources.open(
            "http://admin:p%40ss@" + server.address() + "/stream", SourceOptions.DEFAULT)) {
      assertThat(source.next()).isPresent();
      assertThat(source.description()).doesNotContain("admin", "p%40ss");
    }
  }

  @Test
  void saysWhatToDoWhereALoginIsWanted() throws Exception {
    server.requireLogin("admin:p@ss");
    try (FrameSource source = open("/stream")) {
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("status 401; give its login in the URL");
    }
  }

  @Test
  void namesABodyThatIsNoStream() throws Exception {
    try (FrameSource source = open("/page")) {
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("sends 'text/html' instead of multipart/x-mixed-replace");
    }
  }

  @Test
  void namesACameraThatIsNotThere() throws Exception {
    String address = server.address();
    server.close();
    try (FrameSource source =
        FrameSources.open("http://" + address + "/stream", SourceOptions.DEFAULT)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining(address)
          .hasMessageContaining("cannot be reached");
    }
  }

  @Test
  void sendsADamagedPictureForTheQuarantineOnRequest() throws Exception {
    server.show(TestPictures.truncatedJpeg());
    server.show(TestPictures.jpeg(64, 48));
    SourceOptions asItIs = SourceOptions.DEFAULT.withOnUnreadable(OnUnreadable.SEND_AS_IS);
    try (FrameSource source = FrameSources.open("http://" + server.address() + "/stream", asItIs)) {
      assertThat(Frames.first(source, 2)).extracting(SourceFrame::width).containsExactly(0, 64);
    }
  }
}
