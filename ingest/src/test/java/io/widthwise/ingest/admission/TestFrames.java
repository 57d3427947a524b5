package io.widthwise.ingest.admission;

import io.widthwise.ingest.source.TestPictures;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.codec.Codecs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Frames for admission, sound unless changed. */
final class TestFrames {
  private static final Instant CAPTURED = Instant.parse("2026-01-01T00:00:00Z");

  private TestFrames() {}

  static Frame sound(String cameraId, long sequence) {
    Frame frame = of(cameraId, sequence, FrameEncoding.JPEG, TestPictures.jpeg(64, 48));
    frame.setWidth(64);
    frame.setHeight(48);
    return frame;
  }

  /** A frame of 64 x 48 pixels by its envelope, whatever its payload is. */
  static Frame of(String cameraId, long sequence, FrameEncoding encoding, byte[] payload) {
    Frame frame = new Frame();
    frame.setFrameId(FrameIds.of(cameraId, sequence, CAPTURED.plusMillis(sequence)));
    frame.setCameraId(cameraId);
    frame.setSequence(sequence);
    frame.setCaptureTime(CAPTURED.plusMillis(sequence));
    frame.setEncoding(encoding);
    frame.setWidth(64);
    frame.setHeight(48);
    frame.setPayload(ByteBuffer.wrap(payload));
    frame.setPriority(0);
    frame.setAttributes(Map.of());
    return frame;
  }

  static byte[] encode(Frame frame) {
    return Codecs.frame().encode(frame);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
