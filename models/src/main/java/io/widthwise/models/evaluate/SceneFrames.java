package io.widthwise.models.evaluate;

import io.widthwise.scene.LabelledPicture;
import io.widthwise.scene.SceneJpeg;
import io.widthwise.scene.SceneRenderer;
import io.widthwise.schemas.Frame;
import io.widthwise.schemas.FrameEncoding;
import io.widthwise.schemas.FrameIds;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Frames of the synthetic camera, rendered when asked for. Not safe for use by several threads. */
public final class SceneFrames implements LabelledFrames {
  private static final String CAMERA = "evaluation";
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  private final SceneRenderer renderer = new SceneRenderer(WIDTH, HEIGHT);
  private final long seed;
  private final int size;

  /**
   * Frames 0 to {@code size - 1} of {@code seed}.
   *
   * @param seed one that nothing was trained on
   */
  public SceneFrames(long seed, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("there must be at least one frame but are " + size);
    }
    this.seed = seed;
    this.size = size;
  }

  @Override
  public String description() {
    return "%d synthetic frames of seed %d".formatted(size, seed);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public KnownFrame get(int index) {
    LabelledPicture picture = renderer.render(seed, index);
    Frame frame =
        Frame.newBuilder()
            .setFrameId(FrameIds.of(CAMERA, index, Instant.EPOCH))
            .setCameraId(CAMERA)
            .setSequence(index)
            .setCaptureTime(Instant.EPOCH)
            .setEncoding(FrameEncoding.JPEG)
            .setWidth(WIDTH)
            .setHeight(HEIGHT)
            .setPayload(ByteBuffer.wrap(SceneJpeg.encode(picture.image())))
            .build();
    return new KnownFrame(
        frame, picture.label(), "synthetic frame %d of seed %d".formatted(index, seed));
  }
}
