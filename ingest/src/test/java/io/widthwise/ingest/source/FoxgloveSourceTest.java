package io.widthwise.ingest.source;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import io.widthwise.ingest.source.foxglove.FoxgloveServer;
import io.widthwise.ingest.source.ros.CdrWriter;
import io.widthwise.ingest.source.ros.FoxgloveImages;
import io.widthwise.ingest.source.ros.RosImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real WebSocket server. */
@Timeout(60)
class FoxgloveSourceTest {
  private static final byte[] JPEG = TestPictures.jpeg(64, 48);
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00.123456Z");
  private static final long NANOS = 1_769_860_800_123_456_000L;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  private static FrameSource open(FoxgloveServer server, String rest) throws SourceException {
    return FrameSources.open(
        "foxglove://127.0.0.1:" + server.getPort() + rest,
        SourceOptions.DEFAULT.withCameraId("gate"));
  }

  private static byte[] protobuf(String format) throws IOException {
    ByteArrayOutputStream time = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(time);
    out.writeInt64(1, 1_700_000_000);
    out.writeInt32(2, 5);
    out.flush();
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    out = CodedOutputStream.newInstance(message);
    out.writeByteArray(1, time.toByteArray());
    out.writeString(4, "camera");
    out.writeByteArray(2, JPEG);
    out.writeString(3, format);
    out.writeString(99, "a field of a later version");
    out.flush();
    return message.toByteArray();
  }

  @Test
  void readsACompressedImageOfRos2() throws Exception {
    try (FoxgloveServer server = new FoxgloveServer("/front", "cdr", RosImages.COMPRESSED_IMAGE);
        FrameSource source = open(server, "/front")) {
      Future<Optional<SourceFrame>> next = thread.submit(source::next);
      server.send(NANOS, CdrWriter.compressedImage(LITTLE_ENDIAN, "jpeg", JPEG));
      SourceFrame frame = next.get().orElseThrow();
      assertThat(frame.cameraId()).isEqualTo("gate");
      assertThat(frame.captureTime()).isEqualTo(TIME);
      assertThat(frame.payload().array()).isEqualTo(JPEG);
      assertThat(frame.width()).isEqualTo(64);
      assertThat(frame.attributes()).containsEntry("ros.topic", "/front");
    }
  }

  @Test
  void readsACompressedImageOfFoxglove() throws Exception {
    try (FoxgloveServer server =
            new FoxgloveServer("/a/b", "protobuf", FoxgloveImages.COMPRESSED_IMAGE);
        FrameSource source = open(server, "/a/b")) {
      Future<Optional<SourceFrame>> next = thread.submit(source::next);
      server.send(NANOS, protobuf("jpeg"));
      SourceFrame frame = next.get().orElseThrow();
      assertThat(frame.payload().array()).isEqualTo(JPEG);
      assertThat(frame.attributes())
          .containsEntry("ros.frame-id", "camera")
          .containsEntry("ros.stamp-nanos", "1700000000000000005");
    }
  }

  @Test
  void namesAFormatThatItDoesNotServe() throws Exception {
    try (FoxgloveServer server =
            new FoxgloveServer("/a", "protobuf", FoxgloveImages.COMPRESSED_IMAGE);
        FrameSource source = open(server, "/a")) {
      Future<Optional<SourceFrame>> next = thread.submit(source::next);
      server.send(NANOS, protobuf("webp"));
      assertThatThrownBy(next::get).hasMessageContaining("its format is 'webp'");
    }
  }

  @Test
  void isLostWhenTheServerOffersTheTopicNoMore() throws Exception {
    try (FoxgloveServer server = new FoxgloveServer("/front", "cdr", RosImages.COMPRESSED_IMAGE);
        FrameSource source = open(server, "/front")) {
      Future<Optional<SourceFrame>> next = thread.submit(source::next);
      server.send(NANOS, CdrWriter.compressedImage(LITTLE_ENDIAN, "jpeg", JPEG));
      assertThat(next.get()).isPresent();
      server.unadvertise();
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("offers topic /front no more");
    }
  }

  @Test
  void namesTheTopicsThereAreWhenTheServerGoesAway() throws Exception {
    FoxgloveServer server = new FoxgloveServer("/front", "cdr", RosImages.COMPRESSED_IMAGE);
    try (FrameSource source = open(server, "/frnt#timeout=2s")) {
      source.awaitReady();
      Future<Optional<SourceFrame>> next = thread.submit(source::next);
      server.close();
      assertThatThrownBy(next::get)
          .hasMessageContaining("topic /frnt of foxglove://127.0.0.1")
          .hasMessageContaining("was lost");
    }
  }

  @Test
  void mayBeClosedWhileItWaits() throws Exception {
    try (FoxgloveServer server = new FoxgloveServer("/front", "cdr", RosImages.COMPRESSED_IMAGE);
        FrameSource source = open(server, "/front")) {
      source.awaitReady();
      Future<Optional<SourceFrame>> waiting = thread.submit(source::next);
      source.close();
      assertThat(waiting.get()).isEmpty();
    }
  }
}
