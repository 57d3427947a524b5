package io.widthwise.bench.traffic;

import io.widthwise.bench.replay.Pictures;
import io.widthwise.ingest.source.SourceFrame;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import io.widthwise.schemas.codec.UndecodableMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * Makes messages out of pictures, and knows them again.
 *
 * @param run names the run, so that its results can be told from all others on a topic
 * @param pictures walked around
 * @param budgetMillis time from capture to deadline
 */
record FrameStamp(String run, Pictures pictures, int budgetMillis) {
  private static final String NO_FRAME = "no frame, on purpose: ";
  private static final SingleObjectCodec<Frame> CODEC = Codecs.frame();

  String cameraId(String camera) {
    return run + "/" + camera;
  }

  /** Whether a camera id, which is the key of messages, is of this run. */
  boolean isOurs(String cameraId) {
    return cameraId.startsWith(run + "/");
  }

  /**
   * Makes a message.
   *
   * @param index of the frame in the run, which becomes its sequence
   */
  byte[] print(String camera, int index, Instant captured, Fault fault) {
    if (fault == Fault.NO_FRAME) {
      return (NO_FRAME + index).getBytes(StandardCharsets.UTF_8);
    }
    SourceFrame picture = pictures.of(index);
    ByteBuffer payload = picture.payload().duplicate();
    if (fault == Fault.CUT_PICTURE) {
      payload.limit(payload.position() + payload.remaining() / 2);
    }
    Frame frame = new Frame();
    frame.setFrameId(FrameIds.of(cameraId(camera), index, captured));
    frame.setCameraId(cameraId(camera));
    frame.setSequence(index);
    frame.setCaptureTime(captured);
    frame.setEncoding(picture.encoding());
    frame.setWidth(picture.width());
    frame.setHeight(picture.height());
    frame.setPayload(payload);
    frame.setLatencyBudgetMillis(budgetMillis);
    frame.setPriority(0);
    frame.setAttributes(Map.of());
    return CODEC.encode(frame);
  }

  /**
   * The index of a message of this run, frame or not.
   *
   * @throws UndecodableMessageException if it is neither
   */
  static int indexOf(byte[] message) throws UndecodableMessageException {
    String text = new String(message, StandardCharsets.UTF_8);
    return text.startsWith(NO_FRAME)
        ? Integer.parseInt(text.substring(NO_FRAME.length()))
        : Math.toIntExact(CODEC.decode(message).getSequence());
  }
}
