package io.widthwise.job;

import io.widthwise.inference.schedule.DeadlineRule.Deadline;
import io.widthwise.schemas.CaptureClock;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.codec.Codecs;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/** Frames for tests: grey raw pictures, which are valid without an encoder. */
final class TestFrames {
  private TestFrames() {}

  static Frame grey(String cameraId, long sequence, Instant captureTime, int side) {
    return Frame.newBuilder()
        .setFrameId(FrameIds.of(cameraId, sequence, captureTime))
        .setCameraId(cameraId)
        .setSequence(sequence)
        .setCaptureTime(captureTime)
        .setEncoding(FrameEncoding.MONO8)
        .setWidth(side)
        .setHeight(side)
        .setPayload(ByteBuffer.allocate(side * side))
        .build();
  }

  /** A frame taken into the job as soon as it was captured. */
  static AdmittedFrame admitted(Instant captured, Duration budget) {
    Frame frame = grey("camera", 1, captured, 4);
    return new AdmittedFrame(
        consumed(frame, captured),
        frame,
        new Deadline(captured, CaptureClock.CAMERA, captured.plus(budget)),
        captured);
  }

  static ConsumedFrame consumed(Frame frame, Instant appended) {
    return consumed(Codecs.frame().encode(frame), appended);
  }

  static ConsumedFrame consumed(byte[] value, Instant appended) {
    ConsumedFrame consumed = new ConsumedFrame();
    consumed.key = new byte[] {1};
    consumed.value = value;
    consumed.topic = "widthwise.frames";
    consumed.partition = 3;
    consumed.offset = 42;
    consumed.appendedMillis = appended.toEpochMilli();
    consumed.receivedMillis = consumed.appendedMillis;
    return consumed;
  }
}
