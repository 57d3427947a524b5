package io.widthwise.ingest.source;

import io.widthwise.scene.LabelledPicture;
import io.widthwise.scene.SceneJpeg;
import io.widthwise.scene.SceneRenderer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Labelled pictures that are drawn and encoded once, in the background, so that showing them costs
 * nothing. The same size and seed give the same pictures.
 */
final class ScenePool implements AutoCloseable {
  private static final int THREADS = 2;
  private static final long QUIET_NANOS = 3_000_000_000L;

  /** Holds memory to about 100 MB and drawing to some ten seconds where pictures are large. */
  private static final long MOST_PIXELS = 4L * 600 * 640 * 480;

  private static final int FEWEST = 24;

  /**
   * A picture and what it shows.
   *
   * @param jpeg shared by all who show it
   */
  record Scene(byte[] jpeg, String label) {}

  private final SourceOptions options;
  private final Consumer<String> progress;
  private final LongSupplier nanoClock;
  private final Scene[] scenes;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private long saidNanos;

  /**
   * Begins to draw.
   *
   * @param progress told how far it is, every three seconds that it takes, by the drawing threads
   */
  static ScenePool begin(SourceOptions options, Consumer<String> progress) {
    ScenePool pool = new ScenePool(options, progress, System::nanoTime);
    for (int i = 0; i < Math.min(THREADS, pool.scenes.length); i++) {
      Thread thread = new Thread(pool::draw, "draw-scenes-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    return pool;
  }

  ScenePool(SourceOptions options, Consumer<String> progress, LongSupplier nanoClock) {
    this.options = options;
    this.progress = progress;
    this.nanoClock = nanoClock;
    this.scenes = new Scene[size(options)];
    this.saidNanos = nanoClock.getAsLong();
  }

  private static int size(SourceOptions options) {
    long fitting = MOST_PIXELS / ((long) options.width() * options.height());
    return (int) Math.min(options.pictures(), Math.max(FEWEST, fitting));
  }

  /** Draws until every picture is drawn or the pool is closed; may be run by several threads. */
  void draw() {
    try {
      SceneRenderer renderer = new SceneRenderer(options.width(), options.height());
      for (int i = begun.getAndIncrement(); i < scenes.length; i = begun.getAndIncrement()) {
        if (ready.isDone()) {
          return;
        }
        LabelledPicture picture = renderer.render(rendererSeed(options.seed()), i);
        scenes[i] = new Scene(SceneJpeg.encode(picture.image()), picture.labelName());
        if (done.incrementAndGet() == scenes.length) {
          ready.complete(null);
        } else {
          report();
        }
      }
    } catch (RuntimeException | Error e) {
      ready.completeExceptionally(e);
    }
  }

  /**
   * Negative, since seeds from 0 up are for training, and no model may be tried on what it knows.
   */
  private static long rendererSeed(long seed) {
    return ~seed;
  }

  private synchronized void report() {
    long now = nanoClock.getAsLong();
    if (now - saidNanos >= QUIET_NANOS) {
      saidNanos = now;
      progress.accept(
          "drawing pictures for synthetic cameras: %d of %d".formatted(done.get(), scenes.length));
    }
  }

  /**
   * Waits until every picture is drawn or the pool is closed.
   *
   * @throws SourceException if they cannot be drawn
   */
  void awaitReady() throws SourceException, InterruptedException {
    try {
      ready.get();
    } catch (CancellationException e) {
      // Closed: nobody will ask for a picture.
    } catch (ExecutionException e) {
      throw new SourceException(
          "pictures of %d x %d for synthetic cameras cannot be drawn: %s"
              .formatted(options.width(), options.height(), e.getCause()),
          e.getCause());
    }
  }

  /** Returns a picture of a pool that is ready; {@code position} counts on from lap to lap. */
  Scene scene(long position) {
    return scenes[(int) (position % scenes.length)];
  }

  @Override
  public void close() {
    ready.cancel(false);
  }
}
