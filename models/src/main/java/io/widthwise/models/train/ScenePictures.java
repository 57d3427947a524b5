package io.widthwise.models.train;

import io.widthwise.scene.LabelledPicture;
import io.widthwise.scene.SceneClasses;
import io.widthwise.scene.SceneJpeg;
import io.widthwise.scene.SceneRenderer;
import java.awt.geom.Rectangle2D;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Pictures of the synthetic camera, rendered once and held as JPEG: about 45 KB each. */
public final class ScenePictures implements TrainingPictures {
  /** Size of the frames, pixels; that of the synthetic camera's default. */
  public static final int WIDTH = 640;

  /** Size of the frames, pixels; that of the synthetic camera's default. */
  public static final int HEIGHT = 480;

  private final long seed;
  private final Scene[] scenes;

  private ScenePictures(long seed, Scene[] scenes) {
    this.seed = seed;
    this.scenes = scenes;
  }

  /**
   * Renders pictures 0 to {@code count - 1} of {@code seed} on all processors.
   *
   * @param progress told after each picture, from any thread; its argument means nothing
   */
  public static ScenePictures render(long seed, int count, IntConsumer progress) {
    ThreadLocal<SceneRenderer> renderers =
        ThreadLocal.withInitial(() -> new SceneRenderer(WIDTH, HEIGHT));
    Scene[] scenes = new Scene[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            index -> {
              scenes[index] = scene(renderers.get(), seed, index);
              progress.accept(index);
            });
    return new ScenePictures(seed, scenes);
  }

  private static Scene scene(SceneRenderer renderer, long seed, int index) {
    LabelledPicture picture = renderer.render(seed, index);
    Rectangle2D pixels = renderer.boundsInPixels(seed, index);
    double side = Math.min(WIDTH, HEIGHT);
    Rectangle2D share =
        new Rectangle2D.Double(
            (pixels.getX() - (WIDTH - side) / 2) / side,
            (pixels.getY() - (HEIGHT - side) / 2) / side,
            pixels.getWidth() / side,
            pixels.getHeight() / side);
    return new Scene(SceneJpeg.encode(picture.image()), picture.label(), share);
  }

  @Override
  public List<String> classNames() {
    return SceneClasses.names();
  }

  @Override
  public int size() {
    return scenes.length;
  }

  @Override
  public ByteBuffer encoded(int index) {
    return ByteBuffer.wrap(scenes[index].jpeg).asReadOnlyBuffer();
  }

  @Override
  public int label(int index) {
    return scenes[index].label;
  }

  @Override
  public Optional<Rectangle2D> subject(int index) {
    return Optional.of(scenes[index].subject);
  }

  @Override
  public String description() {
    return "%d scenes of seed %d".formatted(scenes.length, seed);
  }

  @Override
  public String name(int index) {
    return "scene %d of seed %d".formatted(index, seed);
  }

  private static final class Scene {
    final byte[] jpeg;
    final int label;
    final Rectangle2D subject;

    Scene(byte[] jpeg, int label, Rectangle2D subject) {
      this.jpeg = jpeg;
      this.label = label;
      this.subject = subject;
    }
  }
}
