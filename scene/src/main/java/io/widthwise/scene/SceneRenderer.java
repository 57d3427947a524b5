package io.widthwise.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A camera in a world of warehouses and roads. Every picture holds exactly one thing of {@link
 * SceneClasses}, wholly inside the central square, among clutter that carries no label.
 *
 * <p>A picture is a function of width, height, seed and index alone. Not safe for use by several
 * threads at once; one renderer for each thread is cheap.
 */
public final class SceneRenderer {

  /** Smallest apparent size (larger dimension) as a share of the picture's shorter side. */
  public static final double MIN_SIZE = 0.16;

  /** Largest apparent size (larger dimension) as a share of the picture's shorter side. */
  public static final double MAX_SIZE = 0.65;

  private static final Subject[] SUBJECTS = Subject.values();
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final int width;
  private final int height;
  private final int side;
  private final Backdrop backdrop;
  private final Clutter clutter;
  private final Sensor sensor;

  /** Sizes in pixels. */
  public SceneRenderer(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a picture of "
              + width
              + "x"
              + height
              + " pixels cannot be rendered; each side needs 1 or more");
    }
    this.width = width;
    this.height = height;
    this.side = Math.min(width, height);
    double halfWidth = width / 2.0 / side;
    double halfHeight = height / 2.0 / side;
    this.backdrop = new Backdrop(halfWidth, halfHeight);
    this.clutter = new Clutter(halfWidth, halfHeight);
    this.sensor = new Sensor(width, height);
  }

  /** The picture with this number in the sequence that the seed names. */
  public LabelledPicture render(long seed, long index) {
    SplittableRandom random = random(seed, index);
    Placement placement = place(random);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    Graphics2D canvas = image.createGraphics();
    try {
      canvas.translate(width / 2.0, height / 2.0);
      canvas.scale(side, side);
      canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      backdrop.paint(canvas, random);
      clutter.behind(canvas, random);
      Texture.add(pixels, width, height, random);
      canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      clutter.support(canvas, random, placement.bounds());
      paint(canvas, random, placement);
      clutter.before(canvas, random, placement.bounds());
    } finally {
      canvas.dispose();
    }
    sensor.blur(pixels, random, placement.size());
    sensor.expose(pixels, random);
    return new LabelledPicture(image, placement.subject().ordinal());
  }

  /** Where the labelled thing of {@link #render} is, in pixels. */
  public Rectangle2D boundsInPixels(long seed, long index) {
    Rectangle2D bounds = place(random(seed, index)).bounds();
    return new Rectangle2D.Double(
        bounds.getX() * side + width / 2.0,
        bounds.getY() * side + height / 2.0,
        bounds.getWidth() * side,
        bounds.getHeight() * side);
  }

  private static Placement place(SplittableRandom random) {
    Subject subject = SUBJECTS[random.nextInt(SUBJECTS.length)];
    List<Layer> layers = subject.layers(random);
    double size = Math.exp(random.nextDouble(Math.log(MIN_SIZE), Math.log(MAX_SIZE)));
    Pose attitude = Pose.random(random, subject.tiltDegrees());
    Rectangle2D shape = attitude.boundsOf(layers);
    double factor = size / Math.max(shape.getWidth(), shape.getHeight());
    double freeX = (1 - factor * shape.getWidth()) / 2;
    double freeY = (1 - factor * shape.getHeight()) / 2;
    Pose pose =
        attitude.placed(
            shape, size, freeX * random.nextDouble(-1, 1), freeY * random.nextDouble(-1, 1));
    return new Placement(subject, layers, pose, pose.boundsOf(layers), size);
  }

  private static void paint(Graphics2D canvas, SplittableRandom random, Placement placement) {
    double faded = random.nextDouble(0, 0.25);
    double red = random.nextDouble(0.88, 1.1);
    double green = random.nextDouble(0.88, 1.1);
    double blue = random.nextDouble(0.88, 1.1);
    for (Layer layer : placement.layers()) {
      int colour = Paints.mixed(Paints.scaled(layer.rgb(), red, green, blue), 0x909090, faded);
      canvas.setColor(new Color(colour));
      canvas.fill(placement.pose().map(layer.shape()));
    }
  }

  private static SplittableRandom random(long seed, long index) {
    return new SplittableRandom(mix(mix(seed + GOLDEN) + index * GOLDEN));
  }

  /** The finaliser of SplitMix64, which is a bijection. */
  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  private record Placement(
      Subject subject, List<Layer> layers, Pose pose, Rectangle2D bounds, double size) {}
}
