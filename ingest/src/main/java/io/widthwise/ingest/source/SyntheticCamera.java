package io.widthwise.ingest.source;

import io.widthwise.schemas.FrameEncoding;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Live cameras that show scenes of warehouses and roads. Every camera takes {@code fps} frames a
 * second, evenly spread over cameras; a frame is handed out at the moment of its capture. Its
 * attribute {@link FrameAttributes#LABEL} is the class that it shows.
 *
 * <p>Each camera walks around one pool of pictures from a place of its own. Pictures are drawn and
 * encoded once, so that a running camera costs next to nothing.
 */
final class SyntheticCamera implements FrameSource {

  /** How far apart in the pool neighbouring cameras begin. */
  private static final int STAGGER = 37;

  private final SourceOptions options;
  private final Clock clock;
  private final ScenePool pool;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<Instant> start;
  private long taken;

  /**
   * Cameras whose first frame is taken when it is first asked for and every picture is drawn. That
   * begins now, in the background.
   *
   * @param progress told how far the drawing is where that takes seconds
   */
  static SyntheticCamera startingWhenAsked(SourceOptions options, Consumer<String> progress) {
    return new SyntheticCamera(options, Optional.empty(), progress);
  }

  /** Cameras whose first frame is taken at {@code start}. */
  SyntheticCamera(SourceOptions options, Instant start) {
    this(options, Optional.of(start.truncatedTo(ChronoUnit.MICROS)), sentence -> {});
  }

  private SyntheticCamera(
      SourceOptions options, Optional<Instant> start, Consumer<String> progress) {
    this.options = options;
    this.start = start;
    this.clock = Clock.systemUTC();
    this.pool = ScenePool.begin(options, progress);
  }

  @Override
  public void awaitReady() throws SourceException, InterruptedException {
    pool.awaitReady();
  }

  @Override
  public Optional<SourceFrame> next() throws SourceException, InterruptedException {
    awaitReady();
    int camera = (int) (taken % options.cameras());
    long sequence = taken / options.cameras();
    Instant captureTime = started().plusNanos(Math.round(taken * 1e9 / rateOfAll()));
    if (closedBefore(captureTime)) {
      return Optional.empty();
    }
    taken++;
    ScenePool.Scene scene = pool.scene(sequence + camera * (long) STAGGER);
    return Optional.of(
        new SourceFrame(
            CameraIds.ofOneAmongSeveral("synthetic-" + camera, options.cameraId()),
            sequence,
            captureTime,
            FrameEncoding.JPEG,
            options.width(),
            options.height(),
            ByteBuffer.wrap(scene.jpeg()).asReadOnlyBuffer(),
            Map.of(FrameAttributes.LABEL, scene.label())));
  }

  private Instant started() {
    if (start.isEmpty()) {
      start = Optional.of(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
    return start.orElseThrow();
  }

  private double rateOfAll() {
    return options.fps() * options.cameras();
  }

  private boolean closedBefore(Instant captureTime) throws InterruptedException {
    long waitNanos = ChronoUnit.NANOS.between(clock.instant(), captureTime);
    return closed.await(Math.max(0, waitNanos), TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean live() {
    return true;
  }

  @Override
  public String description() {
    return "%d synthetic camera%s of %d x %d at %s frames/s"
        .formatted(
            options.cameras(),
            options.cameras() == 1 ? "" : "s",
            options.width(),
            options.height(),
            options.fps());
  }

  @Override
  public void close() {
    closed.countDown();
    pool.close();
  }
}
