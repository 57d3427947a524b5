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

/**
 * Live cameras that show drawn shapes. Every camera takes {@code fps} frames a second, evenly
 * spread over cameras; a frame is handed out at the moment of its capture.
 *
 * <p>Each camera walks around one short clip from a place of its own. Pictures are drawn and
 * encoded once, so that a running camera costs next to nothing.
 */
final class SyntheticCamera implements FrameSource {
  private final SourceOptions options;
  private final Instant start;
  private final Clock clock;
  private final SyntheticClip clip;
  private final CountDownLatch closed = new CountDownLatch(1);
  private long taken;

  /** Cameras whose first frame is taken as soon as every picture is drawn. */
  static SyntheticCamera startingNow(SourceOptions options) {
    SyntheticClip clip = new SyntheticClip(options.width(), options.height(), options.seed());
    clip.drawAll();
    return new SyntheticCamera(options, Instant.now(), Clock.systemUTC(), clip);
  }

  SyntheticCamera(SourceOptions options, Instant start) {
    this(options, start, Clock.systemUTC());
  }

  SyntheticCamera(SourceOptions options, Instant start, Clock clock) {
    this(
        options,
        start,
        clock,
        new SyntheticClip(options.width(), options.height(), options.seed()));
  }

  private SyntheticCamera(SourceOptions options, Instant start, Clock clock, SyntheticClip clip) {
    this.options = options;
    this.start = start.truncatedTo(ChronoUnit.MICROS);
    this.clock = clock;
    this.clip = clip;
  }

  @Override
  public Optional<SourceFrame> next() throws InterruptedException {
    int camera = (int) (taken % options.cameras());
    long sequence = taken / options.cameras();
    byte[] picture = clip.picture(sequence + camera * (long) SyntheticClip.STAGGER);
    Instant captureTime = start.plusNanos(Math.round(taken * 1e9 / rateOfAll()));
    if (closedBefore(captureTime)) {
      return Optional.empty();
    }
    taken++;
    return Optional.of(
        new SourceFrame(
            CameraIds.ofOneAmongSeveral("synthetic-" + camera, options.cameraId()),
            sequence,
            captureTime,
            FrameEncoding.JPEG,
            options.width(),
            options.height(),
            ByteBuffer.wrap(picture).asReadOnlyBuffer(),
            Map.of()));
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
  }
}
