package io.widthwise.bench.fuzz;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.codec.Codecs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Sound messages of the raw topic. */
final class EnvelopeSeeds {
  static final String CAMERA = "fuzz";

  private EnvelopeSeeds() {}

  static List<byte[]> frames() throws IOException {
    byte[] jpeg = PictureSeeds.jpegs().get(0);
    byte[] png = PictureSeeds.pngs().get(0);
    return List.of(
        message(FrameEncoding.JPEG, 97, 61, jpeg, Map.of()),
        message(FrameEncoding.PNG, 41, 29, png, Map.of("place", "gate 4", "label", "lorry")),
        message(FrameEncoding.MONO8, 4, 3, new byte[12], Map.of("a", "b")));
  }

  private static byte[] message(
      FrameEncoding encoding, int width, int height, byte[] payload, Map<String, String> more) {
    Instant captured = Instant.ofEpochSecond(1_800_000_000L);
    return Codecs.frame()
        .encode(
            Frame.newBuilder()
                .setFrameId(FrameIds.of(CAMERA, 7, captured))
                .setCameraId(CAMERA)
                .setSequence(7)
                .setCaptureTime(captured)
                .setEncoding(encoding)
                .setWidth(width)
                .setHeight(height)
                .setPayload(ByteBuffer.wrap(payload))
                .setLatencyBudgetMillis(100)
                .setAttributes(more)
                .build());
  }
}
