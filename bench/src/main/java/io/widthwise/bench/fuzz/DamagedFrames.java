package io.widthwise.bench.fuzz;

import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameIds;
import io.widthwise.schemas.check.ImageHeader;
import io.widthwise.schemas.check.MalformedImageException;
import io.widthwise.schemas.codec.Codecs;
import io.widthwise.schemas.codec.SingleObjectCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * Messages for the raw topic: sound ones, ones whose picture is damaged, and ones that are damaged
 * as a whole. Every frame has an id of its own, so that none is dropped as a duplicate.
 */
final class DamagedFrames implements AutoCloseable {
  private static final int ENVELOPES_IN = 4;

  private final SingleObjectCodec<Frame> codec = Codecs.frame();
  private final PictureTarget jpeg;
  private final PictureTarget png;
  private final long seed;

  DamagedFrames(long seed) throws IOException {
    this.jpeg = PictureTarget.jpeg();
    this.png = PictureTarget.png();
    this.seed = seed;
  }

  /** Returns damaged message {@code index} of {@code camera}. */
  byte[] damaged(String camera, int index, Instant captured) {
    boolean isJpeg = index % 2 == 0;
    PictureTarget target = isJpeg ? jpeg : png;
    FrameEncoding encoding = isJpeg ? FrameEncoding.JPEG : FrameEncoding.PNG;
    if (index % ENVELOPES_IN != ENVELOPES_IN - 1) {
      return message(camera, index, captured, encoding, new Mutator(target, seed).make(index));
    }
    byte[] sound = message(camera, index, captured, encoding, target.seeds().get(0));
    return new Mutator(new OneSeed(sound), seed).make(index);
  }

  byte[] sound(String camera, int index, Instant captured) {
    return message(camera, index, captured, FrameEncoding.JPEG, jpeg.seeds().get(3));
  }

  private byte[] message(
      String camera, int sequence, Instant captured, FrameEncoding encoding, byte[] payload) {
    int width = 1;
    int height = 1;
    try {
      ImageHeader header = ImageHeader.read(ByteBuffer.wrap(payload));
      width = header.width();
      height = header.height();
    } catch (MalformedImageException e) {
      // Admission finds out by itself.
      width = 1;
    }
    return codec.encode(
        Frame.newBuilder()
            .setFrameId(FrameIds.of(camera, sequence, captured))
            .setCameraId(camera)
            .setSequence(sequence)
            .setCaptureTime(captured)
            .setEncoding(encoding)
            .setWidth(width)
            .setHeight(height)
            .setPayload(ByteBuffer.wrap(payload))
            .build());
  }

  @Override
  public void close() {
    jpeg.close();
    png.close();
  }

  /** A message to be damaged as a whole. */
  private record OneSeed(byte[] message) implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
      return List.of(message);
    }

    @Override
    public List<byte[]> dictionary() {
      return AvroTarget.NUMBERS;
    }

    @Override
    public Verdict read(byte[] bytes) {
      throw new UnsupportedOperationException("the pipeline reads it");
    }

    @Override
    public long maxAllocatedBytes() {
      return Long.MAX_VALUE;
    }
  }
}
