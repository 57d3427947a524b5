package io.widthwise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.widthwise.schemas.FrameEncoding;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against GStreamer's RTSP server where it is installed. */
@Timeout(120)
class RtspSourceTest {
  private static FrameSource open(String source) throws SourceException {
    return FrameSources.open(source, SourceOptions.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void sendsPicturesOfARealServer(String transport) throws Exception {
    Instant before = Instant.now();
    try (RtspServer server = RtspServer.start();
        FrameSource source = open(server.url("cam") + "#transport=" + transport)) {
      List<SourceFrame> frames = Frames.first(source, 5);
      assertThat(frames).extracting(SourceFrame::width).containsOnly(320);
      assertThat(frames).extracting(SourceFrame::height).containsOnly(240);
      assertThat(frames).extracting(SourceFrame::encoding).containsOnly(FrameEncoding.JPEG);
      assertThat(frames).extracting(SourceFrame::sequence).containsExactly(0L, 1L, 2L, 3L, 4L);
      assertThat(frames)
          .extracting(SourceFrame::captureTime)
          .isSorted()
          .allMatch(time -> !time.isBefore(before));
      assertThat(source.live()).isTrue();
    }
  }

  @Test
  void saysThatTheServerHasNoSuchStream() throws Exception {
    try (RtspServer server = RtspServer.start();
        FrameSource source = open(server.url("other"))) {
      assertThatThrownBy(source::awaitReady)
          .isInstanceOf(SourceException.class)
          .hasMessage(
              "RTSP camera %s cannot be opened: Server returned 404 Not Found"
                  .formatted(server.url("other")));
    }
  }

  @Test
  void isLostWhenTheServerDies() throws Exception {
    RtspServer server = RtspServer.start();
    try (FrameSource source = open(server.url("cam"))) {
      source.next();
      server.close();
      assertThatThrownBy(
              () -> {
                while (true) {
                  source.next();
                }
              })
          .isInstanceOf(SourceException.class)
          .hasMessageMatching("RTSP camera .* was lost after \\d+ pictures: .*");
    } finally {
      server.close();
    }
  }

  @Test
  void saysThatNobodyListensAndNotWithWhichLogin() throws Exception {
    int port = freePort();
    try (FrameSource source = open("rtsp://me:secret@127.0.0.1:%d/cam".formatted(port))) {
      assertThatThrownBy(source::awaitReady)
          .isInstanceOf(SourceException.class)
          .hasMessageEndingWith("cannot be opened: Connection refused")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void aCameraThatHangsKeepsNoOtherFromBeingOpened() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FrameSource hanging =
            open("rtsp://127.0.0.1:%d/cam#timeout=10s".formatted(silent.getLocalPort()));
        FrameSource refused = open("rtsp://127.0.0.1:%d/cam".formatted(freePort()))) {
      Future<?> opening =
          thread.submit(
              () -> {
                hanging.awaitReady();
                return null;
              });
      try (Socket connection = silent.accept()) {
        // Its first request is there, so it is being opened.
        assertThat(connection.getInputStream().read()).isPositive();
        assertThatThrownBy(refused::awaitReady).isInstanceOf(SourceException.class);
        assertThat(opening).isNotDone();
      }
      assertThatThrownBy(opening::get).hasCauseInstanceOf(SourceException.class);
    } finally {
      thread.shutdownNow();
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
